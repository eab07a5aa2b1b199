package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func dark(s *Settings) { s.Theme = "dark" }

func large(s *Settings) { s.PageSize = 100 }

// start returns a site, somebody on it, and their properties.
func start(t *testing.T) (site *cloudtest.Server, ada string, properties *cloud.PropertiesService) {
	t.Helper()
	site = cloudtest.Start(t)
	ada = site.AddUser(cloudtest.User{Name: "Ada Example"})
	return site, ada, site.ClientAs(ada).Properties
}

func requireStored(t *testing.T, site *cloudtest.Server, accountID, want string) {
	t.Helper()
	got, ok := site.Property(accountID, Key)
	require.True(t, ok)
	require.JSONEq(t, want, string(got))
}

func TestSettings(t *testing.T) {
	t.Parallel()
	site, ada, properties := start(t)

	settings, err := Load(t.Context(), properties, ada)
	require.NoError(t, err)
	require.Equal(t, Defaults(), settings)

	_, err = Change(t.Context(), properties, ada, dark)
	require.NoError(t, err)
	settings, err = Change(t.Context(), properties, ada, large)
	require.NoError(t, err)
	require.Equal(t, Settings{Theme: "dark", PageSize: 100}, settings)
	requireStored(t, site, ada, `{"theme": "dark", "pageSize": 100, "digest": false}`)

	for range 2 {
		require.NoError(t, Reset(t.Context(), properties, ada))
	}
	settings, err = Load(t.Context(), properties, ada)
	require.NoError(t, err)
	require.Equal(t, Defaults(), settings)
}

// TestOtherVersions: what an older version stored is filled up with defaults, and
// what a newer one stored is kept.
func TestOtherVersions(t *testing.T) {
	t.Parallel()
	site, ada, properties := start(t)
	require.NoError(t, site.SetProperty(ada, Key, map[string]any{"theme": "blue", "shortcuts": []string{"g", "h"}}))

	settings, err := Load(t.Context(), properties, ada)
	require.NoError(t, err)
	require.Equal(t, Settings{Theme: "blue", PageSize: 25}, settings)

	_, err = Change(t.Context(), properties, ada, dark)
	require.NoError(t, err)
	requireStored(t, site, ada, `{"theme": "dark", "pageSize": 25, "digest": false, "shortcuts": ["g", "h"]}`)
}

// TestNotOurs: a property that is something else is neither read nor overwritten.
func TestNotOurs(t *testing.T) {
	t.Parallel()
	site, ada, properties := start(t)
	require.NoError(t, site.SetProperty(ada, Key, map[string]any{"theme": 7}))

	settings, err := Load(t.Context(), properties, ada)
	require.Error(t, err)
	require.Equal(t, Defaults(), settings)
	_, err = Change(t.Context(), properties, ada, dark)
	require.Error(t, err)
	requireStored(t, site, ada, `{"theme": 7}`)
}

// TestFaults: a response that is lost and a service that asks to wait change
// nothing but the time it takes.
func TestFaults(t *testing.T) {
	t.Parallel()
	faults := map[string]confluencetest.Fault{
		"busy":          confluencetest.RetryLater(http.StatusTooManyRequests, "5"),
		"lost response": confluencetest.Lost(http.StatusGatewayTimeout),
		"broken":        confluencetest.Reset(),
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				site, ada, properties := start(t)
				for _, operation := range []string{"getUserProperty", "createUserProperty", "updateUserProperty", "deleteUserProperty"} {
					site.Inject(operation, 1, fault)
				}
				began := time.Now()

				_, err := Change(t.Context(), properties, ada, dark) // creates
				require.NoError(t, err)
				_, err = Change(t.Context(), properties, ada, large) // updates
				require.NoError(t, err)
				requireStored(t, site, ada, `{"theme": "dark", "pageSize": 100, "digest": false}`)
				require.NoError(t, Reset(t.Context(), properties, ada))
				_, there := site.Property(ada, Key)
				require.False(t, there)
				if name == "busy" {
					require.GreaterOrEqual(t, time.Since(began), 20*time.Second)
				}
			})
		})
	}
}

// TestDown: a service that stays down is not tried for ever.
func TestDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site, ada, properties := start(t)
		site.Inject("createUserProperty", 0, confluencetest.Reset())

		_, err := Change(t.Context(), properties, ada, dark)
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.True(t, failure.Uncertain)
		require.Equal(t, "createUserProperty", failure.Operation)
	})
}

// meddled is properties that somebody else changes just before each write, which
// no server can be asked to be: the small interface is for that.
type meddled struct {
	Properties

	meddle func()
}

func (m *meddled) Create(ctx context.Context, accountID, key string, value any) error {
	m.meddle()
	return m.Properties.Create(ctx, accountID, key, value)
}

func (m *meddled) Update(ctx context.Context, accountID, key string, value any) error {
	m.meddle()
	return m.Properties.Update(ctx, accountID, key, value)
}

// TestCreatedMeanwhile: settings that come while they are changed are not
// overwritten.
func TestCreatedMeanwhile(t *testing.T) {
	t.Parallel()
	site, ada, properties := start(t)
	created := false
	others := &meddled{properties, func() {
		if !created {
			require.NoError(t, site.SetProperty(ada, Key, map[string]any{"digest": true}))
			created = true
		}
	}}

	settings, err := Change(t.Context(), others, ada, dark)
	require.NoError(t, err)
	require.Equal(t, Settings{Theme: "dark", PageSize: 25, Digest: true}, settings)
	requireStored(t, site, ada, `{"theme": "dark", "pageSize": 25, "digest": true}`)
}

// TestDeletedMeanwhile: settings that go while they are changed begin anew with
// the defaults.
func TestDeletedMeanwhile(t *testing.T) {
	t.Parallel()
	site, ada, properties := start(t)
	require.NoError(t, site.SetProperty(ada, Key, Settings{Theme: "blue", PageSize: 100}))
	deleted := false
	others := &meddled{properties, func() {
		if !deleted {
			require.NoError(t, Reset(t.Context(), properties, ada))
			deleted = true
		}
	}}

	settings, err := Change(t.Context(), others, ada, dark)
	require.NoError(t, err)
	require.Equal(t, Settings{Theme: "dark", PageSize: 25}, settings)
}

// broken is a double without any server: everything fails.
type broken struct{ err error }

func (b broken) Get(context.Context, string, string) (*cloud.Property, error) { return nil, b.err }
func (b broken) Create(context.Context, string, string, any) error            { return b.err }
func (b broken) Update(context.Context, string, string, any) error            { return b.err }
func (b broken) Delete(context.Context, string, string) error                 { return b.err }

func TestForbidden(t *testing.T) {
	t.Parallel()
	double := broken{&confluence.Error{StatusCode: http.StatusForbidden}}

	for _, args := range [][]string{nil, {"theme", "dark"}, {"reset"}} {
		var out bytes.Buffer
		require.ErrorIs(t, run(t.Context(), double, args, &out), confluence.ErrForbidden)
		require.Empty(t, out.String())
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	_, _, properties := start(t)
	var out bytes.Buffer
	for _, args := range [][]string{nil, {"theme", "dark"}, {"pageSize", "50"}, {"digest", "true"}, {"reset"}} {
		require.NoError(t, run(t.Context(), properties, args, &out))
	}
	require.Equal(t, "{Theme:light PageSize:25 Digest:false}\n"+
		"{Theme:dark PageSize:25 Digest:false}\n"+
		"{Theme:dark PageSize:50 Digest:false}\n"+
		"{Theme:dark PageSize:50 Digest:true}\n"+
		"{Theme:light PageSize:25 Digest:false}\n", out.String())
	for _, args := range [][]string{{"colour"}, {"colour", "red"}, {"pageSize", "many"}, {"digest", "perhaps"}} {
		require.Error(t, run(t.Context(), properties, args, &out))
	}
}
