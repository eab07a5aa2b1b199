package datacenter_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// FuzzNewUser: either the published rules are broken and nothing is sent, or
// they are kept and one request is.
func FuzzNewUser(f *testing.F) {
	f.Add("ann", "Ann Example", "ann@example.com", "secret", false)
	f.Add("Ann", "anonymous", "ann", "", true)
	f.Add("a\\b", "<b>", "a@b", " ", false)
	f.Add("anonymous", "\t", "Ann <ann@example.com>", "x", true)
	f.Add("\xff", "\x00", "@", "", false)
	f.Fuzz(func(t *testing.T, userName, fullName, email, password string, notify bool) {
		last := &lastRequest{}
		client, err := datacenter.New("https://example.com/confluence", confluence.Anonymous(),
			confluence.WithHTTPClient(&http.Client{Transport: last}))
		require.NoError(t, err)
		_, err = client.Admin.CreateUser(t.Context(), datacenter.NewUser{
			Username: userName, FullName: fullName, Email: email, Password: datacenter.NewPassword(password), NotifyViaEmail: notify,
		})
		require.Error(t, err) // the transport answers nothing of use
		var invalid *datacenter.ValidationError
		if errors.As(err, &invalid) {
			require.Nil(t, last.sent)
			require.NotEmpty(t, invalid.Violations)
			require.True(t, utf8.ValidString(err.Error()))
			return
		}
		require.NotNil(t, last.sent)
		require.NotEmpty(t, userName)
		require.True(t, utf8.ValidString(userName+"|"+fullName+"|"+email+"|"+password))
		require.Equal(t, strings.ToLower(userName), strings.ToLower(strings.TrimSpace(userName)))
		require.False(t, strings.ContainsFunc(userName, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsUpper(r) || unicode.IsControl(r) || strings.ContainsRune(`\,+<>'"`, r)
		}))
		require.NotEqual(t, "anonymous", userName)
		require.NotEmpty(t, strings.TrimSpace(fullName))
		require.False(t, strings.ContainsAny(fullName, "<>"))
		require.Contains(t, email, "@")
		require.Equal(t, notify, password == "")
	})
}
