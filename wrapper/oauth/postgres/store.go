// Package postgres keeps OAuth 2.0 tokens in PostgreSQL, for services that run
// on many machines and share the grants of many people.
//
// It goes through [database/sql] and brings no driver: open the database with
// the one of your choice. Tokens are sealed before they leave the process, with
// a [cipher.AEAD] of yours, for example AES-GCM with a key from a vault:
//
//	block, err := aes.NewCipher(key) // 32 bytes
//	seal, err := cipher.NewGCM(block)
//	store, err := postgres.New(db, "ada@example.com", seal, nil)
//	source := app.Source(store)
//
// The table is the one of [Schema]. The role of the program needs SELECT, INSERT
// and UPDATE on it, and nothing else:
//
//	GRANT SELECT, INSERT, UPDATE ON confluence_tokens TO roster;
//
// While a token is refreshed, a transaction stays open and holds the row, for a
// minute and a half at most. An idle_in_transaction_session_timeout has to be
// longer, and a pooler between must not share sessions within transactions.
package postgres

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// Schema makes the table, one row for each grant.
const Schema = `CREATE TABLE IF NOT EXISTS confluence_tokens (
	name    text PRIMARY KEY,
	sealed  bytea NOT NULL,
	changed timestamptz NOT NULL DEFAULT now()
)`

// Options are the options of [New].
type Options struct {
	// Table is the name of the table, with or without its schema;
	// confluence_tokens by default.
	Table string
}

// Store is the token of one grant in a table. It is safe for concurrent use.
type Store struct {
	db   *sql.DB
	name string
	seal func() cipher.AEAD // out of sight, with its key

	read, insert, update string
}

// New returns a store for the grant of a name of your choice, such as the id of
// a person. It does no I/O.
func New(db *sql.DB, name string, seal cipher.AEAD, o *Options) (*Store, error) {
	table := "confluence_tokens"
	if o != nil && o.Table != "" {
		table = o.Table
	}
	switch {
	case db == nil:
		return nil, argument.Invalid("database", "is nil")
	case name == "":
		return nil, argument.Invalid("name of the grant", "is empty")
	case seal == nil:
		return nil, argument.Invalid("AEAD", "is nil")
	case !identifier.MatchString(table):
		return nil, argument.Invalid("table", "is not a plain name")
	}
	return &Store{
		db: db, name: name, seal: func() cipher.AEAD { return seal },
		read:   "SELECT sealed FROM " + table + " WHERE name = $1 FOR UPDATE",
		insert: "INSERT INTO " + table + " (name, sealed) VALUES ($1, '') ON CONFLICT (name) DO NOTHING",
		update: "UPDATE " + table + " SET sealed = $2, changed = now() WHERE name = $1",
	}, nil
}

// identifier matches what needs no quotes in SQL.
var identifier = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$`)

// Update implements [oauth.Store].
func (s *Store) Update(ctx context.Context, fn func(context.Context, *oauth2.Token) (*oauth2.Token, error)) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return failed(err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit, or on a connection that is gone, there is nothing to do
	stored, err := s.load(ctx, tx)
	if err != nil {
		return failed(err)
	}
	next, err := fn(ctx, stored)
	if err != nil || next == nil {
		return err
	}
	sealed, err := s.sealed(next)
	if err != nil {
		return failed(err)
	}
	if _, err := tx.ExecContext(ctx, s.update, s.name, sealed); err != nil {
		return failed(err)
	}
	if err := tx.Commit(); err != nil {
		return failed(err)
	}
	return nil
}

func failed(err error) error { return fmt.Errorf("%w: %w", oauth.ErrStore, err) }

// load reads the row and locks it. A row that is not there cannot be locked, so
// it is made first.
func (s *Store) load(ctx context.Context, tx *sql.Tx) (*oauth2.Token, error) {
	var sealed []byte
	err := tx.QueryRowContext(ctx, s.read, s.name).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := tx.ExecContext(ctx, s.insert, s.name); err != nil {
			return nil, err
		}
		err = tx.QueryRowContext(ctx, s.read, s.name).Scan(&sealed)
	}
	if err != nil || len(sealed) == 0 {
		return nil, err
	}
	return s.opened(sealed)
}

// sealed encodes a token. The name is part of what is sealed, so that a row
// cannot be put in the place of another.
func (s *Store) sealed(token *oauth2.Token) ([]byte, error) {
	plain, err := json.Marshal(token) //nolint:gosec // to seal it
	if err != nil {
		return nil, err
	}
	seal := s.seal()
	nonce := make([]byte, seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return seal.Seal(nonce, nonce, plain, []byte(s.name)), nil
}

func (s *Store) opened(sealed []byte) (*oauth2.Token, error) {
	seal := s.seal()
	if len(sealed) < seal.NonceSize() {
		return nil, errUnsealed
	}
	nonce, sealed := sealed[:seal.NonceSize()], sealed[seal.NonceSize():]
	plain, err := seal.Open(nil, nonce, sealed, []byte(s.name))
	if err != nil {
		return nil, errUnsealed
	}
	token := &oauth2.Token{}
	if json.Unmarshal(plain, token) != nil || token.AccessToken == "" { // whose error can quote the token
		return nil, errUnsealed
	}
	return token, nil
}

var errUnsealed = errors.New("what is stored cannot be opened: it was sealed with another key, or for another grant")
