package datacenter_test

import (
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

const secret = "s3cret-pass"

// nested holds passwords in every way that a type can. Of the unexported fields
// no method is called.
type nested struct {
	Field    datacenter.Password
	Pointer  *datacenter.Password
	Slice    []datacenter.Password
	Array    [1]datacenter.Password
	Map      map[string]datacenter.Password
	Any      any
	User     datacenter.NewUser
	Change   *datacenter.CurrentUserUpdate
	field    datacenter.Password
	pointer  *datacenter.Password
	slice    []datacenter.Password
	pointers map[string]*datacenter.Password
	any      any
	user     datacenter.NewUser
	change   *datacenter.CurrentUserUpdate
}

// holders are values of all exported types that hold a password, in all ways to
// hold them.
func holders() map[string]any {
	password := datacenter.NewPassword(secret)
	user := good()
	change := datacenter.CurrentUserUpdate{FullName: "Ann", CurrentPassword: password}
	all := nested{
		password, &password,
		[]datacenter.Password{password},
		[1]datacenter.Password{password},
		map[string]datacenter.Password{"a": password},
		password, user, &change,
		password, &password,
		[]datacenter.Password{password},
		map[string]*datacenter.Password{"a": &password},
		password, user, &change,
	}
	hidden := struct {
		password datacenter.Password
		user     datacenter.NewUser
		change   *datacenter.CurrentUserUpdate
		Shown    string
	}{password, user, &change, "x"}
	return map[string]any{
		"Password": password, "*Password": &password, "[]Password": []datacenter.Password{password},
		"map of Password": map[string]datacenter.Password{"a": password},
		"NewUser":         user, "*NewUser": &user, "[]NewUser": []datacenter.NewUser{user},
		"map of *NewUser":   map[string]*datacenter.NewUser{"a": &user},
		"CurrentUserUpdate": change, "*CurrentUserUpdate": &change, "[]any": []any{user, change, password},
		"nested": all, "*nested": &all, "unexported": hidden, "*unexported": &hidden,
	}
}

// encoders write a value in every way there is. One that writes nothing but an
// error returns it.
var encoders = map[string]func(io.Writer, any) error{
	"json": func(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) },
	"xml":  func(w io.Writer, v any) error { return xml.NewEncoder(w).Encode(v) },
	"gob":  func(w io.Writer, v any) error { return gob.NewEncoder(w).Encode(v) },
	"yaml": func(w io.Writer, v any) error { return yaml.NewEncoder(w).Encode(v) },
}

// printers write a value for people.
var printers = map[string]func(io.Writer, any){
	"slog text":   func(w io.Writer, v any) { slog.New(slog.NewTextHandler(w, nil)).Info("x", "v", v) },
	"slog json":   func(w io.Writer, v any) { slog.New(slog.NewJSONHandler(w, nil)).Info("x", "v", v) },
	"slog group":  func(w io.Writer, v any) { slog.New(slog.NewTextHandler(w, nil)).Info("x", slog.Group("g", "v", v)) },
	"Println":     func(w io.Writer, v any) { fmt.Fprintln(w, v) },
	"an error":    func(w io.Writer, v any) { fmt.Fprint(w, fmt.Errorf("of %v: %w", v, io.EOF)) },
	"failed test": func(w io.Writer, v any) { assert.Equal(failing{w}, v, "x") },
}

// failing takes what a test says that fails: it follows pointers and reads
// unexported fields.
type failing struct{ io.Writer }

func (f failing) Errorf(format string, args ...any) { fmt.Fprintf(f, format, args...) }

// requireHidden fails where a text holds the secret in some form.
func requireHidden(t *testing.T, text, how string) {
	t.Helper()
	require.NotContains(t, text, secret, how)
	require.NotContains(t, text, hex.EncodeToString([]byte(secret)), how)
	require.NotContains(t, text, fmt.Sprintf("%X", secret), how)
	require.NotContains(t, text, fmt.Sprintf("%d", []byte(secret)), how)
	require.NotContains(t, text, fmt.Sprintf("% x", secret), how)
}

func TestPasswordsNeverShow(t *testing.T) {
	t.Parallel()
	for name, v := range holders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, verb := range []string{
				"%v", "%+v", "%#v", "%s", "%+s", "%q", "%+q", "%#q", "%x", "%#x", "% x", "%X", "%d", "%o", "%b", "%c", "%U", "%e", "%g", "%t", "%p", "%T", "%z", "%!", "%20v", "%-5s",
			} {
				requireHidden(t, fmt.Sprintf(verb, v), verb)
			}
			for how, print := range printers {
				var out bytes.Buffer
				print(&out, v)
				require.NotEmpty(t, out.String())
				requireHidden(t, out.String(), how)
			}
			for how, encode := range encoders {
				var out bytes.Buffer
				err := encode(&out, v)
				requireHidden(t, out.String(), how)
				require.NotContains(t, out.String(), "[hidden]", "%s: a placeholder would be sent", how)
				if err != nil {
					requireHidden(t, err.Error(), how)
				}
			}
		})
	}
}

// TestPasswordsAreNotEncoded: to encode one is an error, in every encoding.
func TestPasswordsAreNotEncoded(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Password", "*Password", "[]Password", "NewUser", "*NewUser", "CurrentUserUpdate", "*nested"} {
		for how, encode := range encoders {
			require.Error(t, encode(io.Discard, holders()[name]), "%s of %s", how, name)
		}
	}
	_, err := json.Marshal(good())
	require.ErrorIs(t, err, confluence.ErrInvalid)
	for _, v := range []any{
		datacenter.NewUser{Username: "ann", NotifyViaEmail: true}, datacenter.CurrentUserUpdate{FullName: "Ann"},
	} {
		encoded, err := json.Marshal(v)
		require.NoError(t, err, "without a password there is nothing to hide")
		require.NotContains(t, string(encoded), "assword")
	}
}

// TestPasswordsDoNotShowInErrors: neither what is refused here nor what the
// service refuses repeats one.
func TestPasswordsDoNotShowInErrors(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	user := good()
	user.Username = "BAD"
	_, err := s.client.Admin.CreateUser(t.Context(), user)
	requireHidden(t, fmt.Sprintf("%v %+v %#v", err, err, err), "validation")
	user = good()
	user.Username = "jane@example.com"
	_, err = s.client.Admin.CreateUser(t.Context(), user)
	require.ErrorIs(t, err, confluence.ErrConflict)
	var failure *confluence.Error
	require.True(t, errors.As(err, &failure))
	requireHidden(t, fmt.Sprintf("%v %+v %#v %s", err, err, err, failure.Body), "refusal")
}

func TestNoPassword(t *testing.T) {
	t.Parallel()
	require.True(t, datacenter.NewPassword("").IsZero())
	require.True(t, datacenter.Password{}.IsZero())
	require.False(t, datacenter.NewPassword(" ").IsZero())
}

// TestPlaceholdersAreNoPasswords: what a password prints as is refused where it
// comes back as one.
func TestPlaceholdersAreNoPasswords(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	printed := datacenter.NewPassword(datacenter.NewPassword(secret).String())
	user := good()
	user.Password = printed
	_, createErr := s.client.Admin.CreateUser(t.Context(), user)
	for _, err := range []error{
		createErr, user.Validate(),
		datacenter.CurrentUserUpdate{FullName: "Ann", CurrentPassword: printed}.Validate(),
		s.client.Users.UpdateCurrent(t.Context(), datacenter.CurrentUserUpdate{FullName: "Ann", CurrentPassword: printed}),
		s.client.Users.ChangePassword(t.Context(), printed, datacenter.NewPassword("new")),
		s.client.Users.ChangePassword(t.Context(), datacenter.NewPassword("old"), printed),
		s.client.Admin.ChangePassword(t.Context(), "jane", printed),
	} {
		var invalid *datacenter.ValidationError
		require.ErrorAs(t, err, &invalid)
		require.Len(t, invalid.Violations, 1)
	}
	require.Empty(t, s.server.Exchanges())
}
