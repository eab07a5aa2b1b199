package confluencetest

// TokenUses is how refresh tokens were used at the identity provider of a test
// server.
type TokenUses struct {
	// Refreshes is how many refreshes gave a token.
	Refreshes int
	// Repeated is how many refresh tokens were used more than once.
	Repeated int
	// Refused is how many refreshes were refused because the grant was gone.
	Refused int
}
