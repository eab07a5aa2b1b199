// Package profile keeps what “login” was told and given, under a name: where a
// site is, and apart from that what is secret.
package profile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// The kinds of sign-in.
const (
	// OAuth is a grant that a person has given in the browser.
	OAuth = "oauth"
	// Token is an API token of Cloud or a personal access token of Data Center.
	Token = "token"
)

// Where secrets are kept.
const (
	// Keyring seals them with a key that the system's keyring holds.
	Keyring = "keyring"
	// File keeps them in files that only their owner can read.
	File = "file"
)

// Profile is a site and how to sign in there, without anything secret.
type Profile struct {
	Name    string `json:"-"`
	Product string `json:"product"`
	// Site is the address that people know, URL the one that is asked: on Cloud
	// often that of the gateway.
	Site string `json:"site"`
	URL  string `json:"url"`
	Kind string `json:"kind"`
	// Account is the id of the account that was signed in.
	Account string `json:"account"`
	// User is whose token it is; empty for a bearer token.
	User string `json:"user,omitempty"`
	// ClientID, Callback and Scope are those of the app; Scope is Data Center's.
	ClientID string `json:"clientId,omitempty"`
	Callback string `json:"callback,omitempty"`
	Scope    string `json:"scope,omitempty"`
	// AuthURL is where Cloud's identity provider is, if not where it usually is.
	AuthURL string `json:"authUrl,omitempty"`
	Store   string `json:"store"`
}

var (
	// ErrNone says that there is no profile of a name.
	ErrNone = errors.New("there is no such profile")
	// ErrName says that a name cannot be one of a profile.
	ErrName = errors.New("the name of a profile is letters, digits, dots, dashes and underscores, 64 at most")
)

var names = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$`)

// Dir is the directory with the profiles, which need not exist.
type Dir string

// settings is the file of a profile that holds no secret.
const settings = "profile.json"

func (d Dir) path(name, file string) string { return filepath.Join(string(d), name, file) }

// Load reads a profile. One that is not there is [ErrNone].
func (d Dir) Load(name string) (*Profile, error) {
	if !names.MatchString(name) {
		return nil, fmt.Errorf("%q: %w", name, ErrName)
	}
	raw, err := os.ReadFile(d.path(name, settings))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w", name, ErrNone)
	case err != nil:
		return nil, err
	}
	made := Profile{Name: name}
	if err := json.Unmarshal(raw, &made); err != nil {
		return nil, fmt.Errorf("%s: %w", d.path(name, settings), err)
	}
	return &made, nil
}

// List reads all profiles, by name.
func (d Dir) List() ([]*Profile, error) {
	entries, err := os.ReadDir(string(d))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var all []*Profile
	for _, entry := range entries {
		if !names.MatchString(entry.Name()) {
			continue
		}
		one, err := d.Load(entry.Name())
		switch {
		case errors.Is(err, ErrNone):
			continue
		case err != nil:
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// write writes the settings, as a whole or not at all.
func (d Dir) write(p *Profile) error {
	raw, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	path := d.path(p.Name, settings)
	if err := os.WriteFile(path+".tmp", append(raw, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".tmp", path)
}
