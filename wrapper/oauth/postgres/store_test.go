package postgres_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/signintest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
	"github.com/confluence-people/go-sdk/wrapper/oauth/postgres"
)

// Where there is a database, and how it is restarted.
const (
	databaseEnv = "CONFLUENCE_TEST_POSTGRES"
	restartEnv  = "CONFLUENCE_TEST_POSTGRES_RESTART"
)

func TestMain(m *testing.M) {
	signintest.Main(m, func(place string) (oauth.Store, error) {
		db, err := sql.Open("pgx", os.Getenv(databaseEnv))
		if err != nil {
			return nil, err
		}
		return postgres.New(db, place, seal('k'), nil)
	})
}

func seal(key byte) cipher.AEAD {
	block, _ := aes.NewCipher([]byte(strings.Repeat(string(key), 32)))
	gcm, _ := cipher.NewGCM(block)
	return gcm
}

// database opens the database of the tests, with the table.
func database(t *testing.T) *sql.DB {
	t.Helper()
	dsn := os.Getenv(databaseEnv)
	if dsn == "" {
		t.Skip(databaseEnv + " names no database; .ci/postgres starts one")
	}
	db, err := sql.Open("pgx", dsn)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	_, err = db.ExecContext(t.Context(), postgres.Schema)
	require.NoError(t, err)
	return db
}

// open opens stores of one grant each, whose connections end with the test.
func open(t *testing.T) (signintest.Open, string) {
	t.Helper()
	db := database(t)
	return func(place string) (oauth.Store, error) { return postgres.New(db, place, seal('k'), nil) }, t.Name() + rand.Text()
}

func token(access string) *oauth2.Token {
	return &oauth2.Token{AccessToken: access, RefreshToken: "refresh-" + access, Expiry: time.Now().Add(time.Hour)}
}

// put stores a token and returns the one before.
func put(ctx context.Context, store oauth.Store, next *oauth2.Token) (before *oauth2.Token, err error) {
	err = store.Update(ctx, func(_ context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
		before = stored
		return next, nil
	})
	return before, err
}

func TestStore(t *testing.T) {
	opener, name := open(t)
	store, err := opener(name)
	require.NoError(t, err)
	before, err := put(t.Context(), store, nil)
	require.NoError(t, err)
	require.Nil(t, before)
	first := token("first")
	before, err = put(t.Context(), store, first)
	require.NoError(t, err)
	require.Nil(t, before)
	before, err = put(t.Context(), store, nil)
	require.NoError(t, err)
	require.Equal(t, first.AccessToken, before.AccessToken)
	require.Equal(t, first.RefreshToken, before.RefreshToken)
	require.True(t, first.Expiry.Equal(before.Expiry))
	// What fails changes nothing, and is the error.
	oops := errors.New("oops")
	require.Equal(t, oops, store.Update(t.Context(), func(context.Context, *oauth2.Token) (*oauth2.Token, error) { return token("other"), oops }))
	before, err = put(t.Context(), store, nil)
	require.NoError(t, err)
	require.Equal(t, "first", before.AccessToken)
}

func TestSealed(t *testing.T) {
	db := database(t)
	name := t.Name() + rand.Text()
	store, err := postgres.New(db, name, seal('k'), nil)
	require.NoError(t, err)
	_, err = put(t.Context(), store, token("secret-access"))
	require.NoError(t, err)
	var sealed []byte
	row := func(name string) {
		require.NoError(t, db.QueryRowContext(t.Context(), "SELECT sealed FROM confluence_tokens WHERE name = $1", name).Scan(&sealed))
	}
	row(name)
	require.NotContains(t, string(sealed), "secret-access")
	require.NotContains(t, fmt.Sprintf("%+v %#v", store, *store), "kkkk")

	// Another key opens nothing, and a row is no other's.
	other, err := postgres.New(db, name, seal('x'), nil)
	require.NoError(t, err)
	_, err = put(t.Context(), other, nil)
	require.ErrorIs(t, err, oauth.ErrStore)
	require.ErrorContains(t, err, "another key")
	_, err = db.ExecContext(t.Context(), "INSERT INTO confluence_tokens (name, sealed) VALUES ($1, $2)", name+"-2", sealed)
	require.NoError(t, err)
	second, err := postgres.New(db, name+"-2", seal('k'), nil)
	require.NoError(t, err)
	_, err = put(t.Context(), second, nil)
	require.ErrorIs(t, err, oauth.ErrStore)
}

// The documented rights are enough.
func TestRights(t *testing.T) {
	db := database(t)
	ctx := t.Context()
	role := "roster_" + strings.ToLower(rand.Text())
	conn, err := db.Conn(ctx)
	require.NoError(t, err)
	for _, statement := range []string{"CREATE ROLE " + role, "GRANT SELECT, INSERT, UPDATE ON confluence_tokens TO " + role} {
		_, err := conn.ExecContext(ctx, statement)
		require.NoError(t, err)
	}
	require.NoError(t, conn.Close())
	t.Cleanup(func() {
		_, _ = db.Exec("REASSIGN OWNED BY " + role + " TO CURRENT_USER")
		_, _ = db.Exec("DROP OWNED BY " + role)
		_, err := db.Exec("DROP ROLE " + role)
		require.NoError(t, err)
	})
	limited, err := sql.Open("pgx", os.Getenv(databaseEnv)+optionSeparator()+"options=-crole%3D"+role)
	require.NoError(t, err)
	defer limited.Close()
	store, err := postgres.New(limited, t.Name()+role, seal('k'), nil)
	require.NoError(t, err)
	_, err = put(ctx, store, token("first"))
	require.NoError(t, err)
	_, err = put(ctx, store, token("second"))
	require.NoError(t, err)
	_, err = limited.ExecContext(ctx, "DELETE FROM confluence_tokens")
	require.Error(t, err)
}

func optionSeparator() string {
	if strings.Contains(os.Getenv(databaseEnv), "?") {
		return "&"
	}
	return "?"
}

// One at a time, also for a grant that nobody has stored yet.
func TestOneAtATime(t *testing.T) {
	opener, name := open(t)
	var inside, most int
	var mu sync.Mutex
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			store, err := opener(name)
			require.NoError(t, err)
			require.NoError(t, store.Update(t.Context(), func(context.Context, *oauth2.Token) (*oauth2.Token, error) {
				mu.Lock()
				inside++
				most = max(most, inside)
				mu.Unlock()
				<-time.After(20 * time.Millisecond)
				mu.Lock()
				inside--
				mu.Unlock()
				return token(strconv.Itoa(i)), nil
			}))
		})
	}
	group.Wait()
	require.Equal(t, 1, most)
}

//nolint:contextcheck // the context that ends is another one
func TestContextEndsTheWait(t *testing.T) {
	opener, name := open(t)
	store, err := opener(name)
	require.NoError(t, err)
	require.NoError(t, store.Update(t.Context(), func(context.Context, *oauth2.Token) (*oauth2.Token, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, err := put(ctx, store, nil)
		require.ErrorIs(t, err, oauth.ErrStore)
		return token("first"), nil
	}))
}

func TestArguments(t *testing.T) {
	db := sql.OpenDB(nil)
	defer db.Close()
	for name, make := range map[string]func() error{
		"no database": func() error { _, err := postgres.New(nil, "x", seal('k'), nil); return err },
		"no name":     func() error { _, err := postgres.New(db, "", seal('k'), nil); return err },
		"no seal":     func() error { _, err := postgres.New(db, "x", nil, nil); return err },
		"table": func() error {
			_, err := postgres.New(db, "x", seal('k'), &postgres.Options{Table: "x; DROP TABLE y"})
			return err
		},
	} {
		require.ErrorIs(t, make(), confluence.ErrInvalid, name)
	}
}

func TestTwoProcesses(t *testing.T) {
	opener, name := open(t)
	signintest.TwoProcesses(t, name, opener, nil)
}

func TestKilledBetweenRefreshAndSave(t *testing.T) {
	opener, name := open(t)
	signintest.Killed(t, func() string { return name + rand.Text() }, opener)
}

// Every connection ends in the middle, between the refresh and the save as well.
func TestConnectionsThatEnd(t *testing.T) {
	opener, name := open(t)
	db := database(t)
	signintest.TwoProcesses(t, name, opener, func() {
		for range 30 {
			_, err := db.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")
			require.NoError(t, err)
			<-time.After(70 * time.Millisecond)
		}
	})
}

func TestRestart(t *testing.T) {
	restart := os.Getenv(restartEnv)
	if restart == "" {
		t.Skip(restartEnv + " is no command that restarts the database")
	}
	opener, name := open(t)
	signintest.TwoProcesses(t, name, opener, func() {
		out, err := exec.CommandContext(t.Context(), filepath.FromSlash(restart)).CombinedOutput()
		require.NoError(t, err, string(out))
	})
}
