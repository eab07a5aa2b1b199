package main

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

const file = `# user name, full name, e-mail, groups
ann,Ann Example,ann@example.com,writers
bob, Bob Example, bob@example.com, writers; editors
cy,Cy Example,cy@example.com,
`

func parse(t *testing.T, text string) []person {
	t.Helper()
	people, err := readPeople(strings.NewReader(text))
	require.NoError(t, err)
	return people
}

// start has ann as she should be, bob under an old name and address, and no cy.
func start(t *testing.T) *datacentertest.Server {
	t.Helper()
	instance := datacentertest.Start(t)
	instance.AddUser(datacentertest.User{Username: "ann", FullName: "Ann Example", Email: "ann@example.com"})
	instance.AddUser(datacentertest.User{Username: "bob", FullName: "Robert", Email: "robert@example.com"})
	instance.AddGroup("writers", "ann")
	instance.AddGroup("editors")
	return instance
}

// done is what was done for each user.
func done(t *testing.T, outcomes []outcome) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, o := range outcomes {
		require.NoError(t, o.err)
		all[o.person.user.Username] = o.done
	}
	return all
}

// writes counts the requests that were no reads.
func writes(instance *datacentertest.Server) int {
	n := 0
	for _, exchange := range instance.Exchanges() {
		if exchange.Method != http.MethodGet {
			n++
		}
	}
	return n
}

func TestProvision(t *testing.T) {
	t.Parallel()
	instance := start(t)
	people := parse(t, file)

	outcomes, err := provision(t.Context(), instance.Client(), people)
	require.NoError(t, err)
	require.Equal(t, map[string][]string{
		"ann": nil, "bob": {"updated", "joined writers", "joined editors"}, "cy": {"created"},
	}, done(t, outcomes))
	require.Equal(t, "Bob Example", instance.FullName("bob"))
	require.Equal(t, "bob@example.com", instance.Email("bob"))
	require.Equal(t, []string{"ann", "bob"}, instance.GroupMembers("writers"))
	require.Equal(t, []string{"bob"}, instance.GroupMembers("editors"))
	require.True(t, instance.HasUser("cy"))

	instance.ForgetExchanges()
	outcomes, err = provision(t.Context(), instance.Client(), people)
	require.NoError(t, err)
	require.Equal(t, map[string][]string{"ann": nil, "bob": nil, "cy": nil}, done(t, outcomes))
	require.Zero(t, writes(instance))
}

func TestBadRows(t *testing.T) {
	t.Parallel()
	_, err := readPeople(strings.NewReader("Ann,Ann,ann@example.com,\n" +
		"bob,Bob,not an address,\n" +
		"cy,Cy\n" +
		"dan,Dan,dan@example.com,a/b\n" +
		"eve,Eve,eve@example.com,\n" +
		"eve,Eve,eve@example.com,\n"))
	require.ErrorIs(t, err, confluence.ErrInvalid)
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 5)
	for i, want := range []string{"line 1: ", "line 2: ", "line 3: ", "line 4: ", "line 6: "} {
		require.Contains(t, lines[i], want)
	}
}

func TestMissingGroups(t *testing.T) {
	t.Parallel()
	instance := start(t)
	people := parse(t, "cy,Cy,cy@example.com,readers;writers;guests\n")

	_, err := provision(t.Context(), instance.Client(), people)
	require.EqualError(t, err, "line 1: there is no group \"readers\"\nline 1: there is no group \"guests\"")
	require.Zero(t, writes(instance))
}

// TestSlowedDown: the service asks to wait, and the client does.
func TestSlowedDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		instance := start(t)
		instance.Inject("addUserToGroup", 2, confluencetest.RetryLater(http.StatusTooManyRequests, "7"))
		began := time.Now()

		outcomes, err := provision(t.Context(), instance.Client(), parse(t, file))
		require.NoError(t, err)
		require.Len(t, done(t, outcomes), 3)
		require.GreaterOrEqual(t, time.Since(began), 14*time.Second)
		require.Equal(t, []string{"bob"}, instance.GroupMembers("editors"))
	})
}

// TestLostResponse: a user whose creation was applied and not confirmed is not
// created twice, and the rows after it are not held up.
func TestLostResponse(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]confluencetest.Fault{
		"gateway": confluencetest.Lost(http.StatusGatewayTimeout), "connection": confluencetest.ResetAfter(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				instance := start(t)
				instance.Inject("createUser", 1, fault)
				people := parse(t, "cy,Cy,cy@example.com,writers\ndan,Dan,dan@example.com,\n")

				outcomes, err := provision(t.Context(), instance.Client(), people)
				require.NoError(t, err)
				require.Equal(t, map[string][]string{"cy": {"created", "joined writers"}, "dan": {"created"}}, done(t, outcomes))
				require.True(t, instance.HasUser("dan"))
			})
		})
	}
}

// TestNeverCreated: a request that did not arrive leaves the row undone, and the
// next run does it.
func TestNeverCreated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		instance := start(t)
		instance.Inject("createUser", 1, confluencetest.Reset())
		people := parse(t, "cy,Cy,cy@example.com,\ndan,Dan,dan@example.com,\n")

		outcomes, err := provision(t.Context(), instance.Client(), people)
		require.NoError(t, err)
		require.ErrorIs(t, outcomes[0].err, confluence.ErrUnavailable)
		require.Equal(t, []string{"created"}, outcomes[1].done)

		outcomes, err = provision(t.Context(), instance.Client(), people)
		require.NoError(t, err)
		require.Equal(t, map[string][]string{"cy": {"created"}, "dan": nil}, done(t, outcomes))
	})
}

// TestRowFails: what fails for one is reported with what was done before, and
// does not keep others from theirs.
func TestRowFails(t *testing.T) {
	t.Parallel()
	instance := start(t)
	instance.Inject("addUserToGroup", 1, confluencetest.Respond(http.StatusForbidden, "", ""))

	outcomes, err := provision(t.Context(), instance.Client(), parse(t, file))
	require.NoError(t, err)
	require.Equal(t, []string{"updated"}, outcomes[1].done)
	failure, ok := errors.AsType[*confluence.Error](outcomes[1].err)
	require.True(t, ok)
	require.Equal(t, "addUserToGroup", failure.Operation)
	require.Equal(t, http.StatusForbidden, failure.StatusCode)
	require.Equal(t, []string{"created"}, outcomes[2].done)
}

// TestRefused: with a credential that is refused there is no sense in going on.
func TestRefused(t *testing.T) {
	t.Parallel()
	instance := start(t)
	_, err := provision(t.Context(), instance.ClientAs("nobody"), parse(t, file))
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
}

func TestReport(t *testing.T) {
	t.Parallel()
	var buffer bytes.Buffer
	log := slog.New(slog.NewTextHandler(&buffer, nil))
	jane := person{line: 3, user: datacenter.NewUser{Username: "jane", Email: "jane@example.com"}}

	require.NoError(t, report(log, []outcome{{person: jane}, {person: jane, done: []string{"created"}}}))
	require.Error(t, report(log, []outcome{{person: jane, err: confluence.ErrLicense}}))
	require.Contains(t, buffer.String(), "nothing to do")
	require.Contains(t, buffer.String(), "line=3 user=jane done=created")
	require.NotContains(t, buffer.String(), "example.com")
}
