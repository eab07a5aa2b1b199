package cloud

import (
	"fmt"
	"log/slog"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
)

// Found is the outcome of looking up many accounts. Every id that was asked for
// is in one of the three lists. Printed and logged, it shows counts.
type Found[T any] struct {
	// Items are the accounts the site knows, in the order they were asked for,
	// each once. An account that comes under another id than it was asked for is
	// last, and the id asked for is in Missing.
	Items []T `json:"results"`
	// Missing are the ids the site does not know, or does not show to the
	// caller, in the order they were asked for.
	Missing []string `json:"missing,omitempty"`
	// NotAsked are the ids of which nothing is known, since their requests were
	// not made or did not end well; the error that comes with it says why.
	NotAsked []string `json:"notAsked,omitempty"`
}

// String shows counts.
func (f Found[T]) String() string {
	text := fmt.Sprintf("%d found, %d missing", len(f.Items), len(f.Missing))
	if len(f.NotAsked) > 0 {
		text += fmt.Sprintf(", %d not asked", len(f.NotAsked))
	}
	return text
}

// LogValue shows counts.
func (f Found[T]) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("found", len(f.Items)), slog.Int("missing", len(f.Missing)), slog.Int("notAsked", len(f.NotAsked)))
}

// Email is the e-mail address of an account. Printed and logged, it shows the
// account id alone.
type Email struct {
	// AccountID is the account.
	AccountID string `json:"accountId,omitempty"`
	// Address is its e-mail address.
	Address string `json:"email,omitempty"`
}

// String shows the account id.
func (e Email) String() string { return "address of account " + e.AccountID }

// LogValue shows the account id.
func (e Email) LogValue() slog.Value {
	return slog.GroupValue(slog.String("accountId", e.AccountID))
}

func newEmail(e *gen.AccountIDEmailRecord) Email {
	return Email{AccountID: e.AccountID, Address: e.Email}
}

// AccessCheck tells which e-mail addresses have no access to the site. An
// address in no list has. Printed and logged, it shows counts.
type AccessCheck struct {
	// WithoutAccess are the addresses whose owners cannot use the site.
	WithoutAccess []string `json:"emailsWithoutAccess,omitempty"`
	// Invalid are the texts that are no e-mail addresses.
	Invalid []string `json:"invalidEmails,omitempty"`
	// NotAsked are the addresses of which nothing is known, since their requests
	// were not made or did not end well; the error that comes with it says why.
	NotAsked []string `json:"notAsked,omitempty"`
}

// String shows counts.
func (a AccessCheck) String() string {
	text := fmt.Sprintf("%d without access, %d invalid", len(a.WithoutAccess), len(a.Invalid))
	if len(a.NotAsked) > 0 {
		text += fmt.Sprintf(", %d not asked", len(a.NotAsked))
	}
	return text
}

// LogValue shows counts.
func (a AccessCheck) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("withoutAccess", len(a.WithoutAccess)), slog.Int("invalid", len(a.Invalid)), slog.Int("notAsked", len(a.NotAsked)))
}
