package cloudtest

import (
	"errors"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/cql"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// currentUser is the function that stands for the caller.
const currentUser = "currentUser"

// onUsers are the fields that accounts have. The second and third are the same.
func onUsers() map[string]cql.Field {
	return map[string]cql.Field{
		"type":           {Operator: "=", Values: []string{"user"}},
		"user":           {Operator: "="},
		"user.accountid": {Operator: "="},
		"user.fullname":  {Operator: "~"},
	}
}

// readCQL returns what finds accounts, and whether that depends on the caller.
func readCQL(query, caller string) (matches func(*user) bool, personal bool, refusal *respond.Error) {
	q, err := cql.Parse(query, onUsers(), currentUser)
	if field, ok := errors.AsType[cql.FieldError](err); ok {
		return nil, false, badRequest("Could not parse cql : Unsupported CQL field '" + string(field) + "' for this resource")
	}
	if err != nil {
		return nil, false, badRequest("Could not parse cql : " + query)
	}
	return func(u *user) bool {
		return cql.Holds(q, u, func(u *user, c cql.Condition) bool {
			return slices.ContainsFunc(c.Values, func(v cql.Value) bool { return u.fits(c.Field, v, caller) })
		})
	}, q.Uses(currentUser), nil
}

// fits compares a field of an account with a value.
func (u *user) fits(field string, v cql.Value, caller string) bool {
	switch {
	case field == "type": // has one value alone
		return true
	case field == "user.fullname":
		return !v.Function && strings.Contains(u.searched, strings.ToLower(strings.TrimSuffix(v.Text, "*")))
	case v.Function:
		return caller != "" && u.id == caller
	}
	return u.id == v.Text
}
