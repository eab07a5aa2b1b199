package oauth

import (
	"crypto/rand"
	"encoding/json"
	"errors"

	"golang.org/x/oauth2"
)

// sealedFor is part of what a file seals, so that nothing else that was sealed
// with the same key is taken for a token.
const sealedFor = "github.com/confluence-people/go-sdk/wrapper/oauth"

// sealed encodes a token, and seals it where there is a key.
func (f *FileStore) sealed(token *oauth2.Token) ([]byte, error) {
	plain, err := json.Marshal(token) //nolint:gosec // to keep it
	seal := f.seal.get()
	if err != nil || seal == nil {
		return plain, err
	}
	nonce := make([]byte, seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return seal.Seal(nonce, nonce, plain, []byte(sealedFor)), nil
}

// opened decodes a token. The errors of package json can quote what they read.
func (f *FileStore) opened(raw []byte) (*oauth2.Token, error) {
	if seal := f.seal.get(); seal != nil {
		size := seal.NonceSize()
		if len(raw) < size {
			return nil, errors.New("too short")
		}
		plain, err := seal.Open(nil, raw[:size], raw[size:], []byte(sealedFor))
		if err != nil {
			return nil, err
		}
		raw = plain
	}
	token := &oauth2.Token{}
	if json.Unmarshal(raw, token) != nil || token.AccessToken == "" {
		return nil, errors.New("no token")
	}
	return token, nil
}
