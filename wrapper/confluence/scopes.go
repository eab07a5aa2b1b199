package confluence

import "strings"

// Scopes are the OAuth 2.0 scopes that an operation needs on Cloud. All scopes
// of one kind are enough.
type Scopes struct {
	// Classic are the wide ones; none where the operation has no such scope.
	Classic []string
	// Granular are the narrow ones.
	Granular []string
}

// advice says what a token should have had.
func (s Scopes) advice() string {
	classic, granular := strings.Join(s.Classic, " and "), strings.Join(s.Granular, " and ")
	switch {
	case classic == "" && granular == "":
		return "the token lacks a scope"
	case classic == "" || granular == "":
		return "the token needs the scope " + classic + granular
	}
	return "the token needs the scope " + classic + ", or granular " + granular
}
