package cloud

import (
	"log/slog"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
)

// UserHit is one hit of a search for people: a user and what the search says of
// it. Printed and logged, it shows no name and no address.
type UserHit struct {
	// User is who was found.
	User `json:"user,omitzero"`

	// Title is the title of the hit: the user's name.
	Title string `json:"title,omitempty"`
	// Excerpt is text around the match; mostly empty for people.
	Excerpt string `json:"excerpt,omitempty"`
	// URL is where the hit is shown, relative to the site.
	URL string `json:"url,omitempty"`
	// LastModified is when the hit was changed last; zero where the service does
	// not say.
	LastModified time.Time `json:"lastModified,omitzero"`
	// EntityType is the kind of hit, such as "user".
	EntityType string `json:"entityType,omitempty"`
	// Score is how well the hit matches, next to others of the same page.
	Score float32 `json:"score,omitempty"`
}

// String shows the account id and the type.
func (h UserHit) String() string { return h.User.String() }

// LogValue shows the account id and the type.
func (h UserHit) LogValue() slog.Value { return h.User.LogValue() }

func newUserHit(r *gen.SearchResult) UserHit {
	return UserHit{
		User: newUser(&r.User), Title: r.Title, Excerpt: r.Excerpt, URL: r.URL, LastModified: newTime(r.LastModified),
		EntityType: string(r.EntityType), Score: r.Score,
	}
}

// keyOfUserHit tells the hits of a search apart. A hit that is not a user is
// known by where it is shown.
func keyOfUserHit(h *UserHit) string {
	switch {
	case h.AccountID != "":
		return h.EntityType + separator + h.AccountID
	case h.URL != "":
		return h.EntityType + separator + separator + h.URL
	}
	return ""
}

// isNullUserHit is isNull; a hit of somebody is none.
func isNullUserHit(h *UserHit) bool { return h.AccountID == "" && isNull(h) }

// newTime reads both forms of an offset that Confluence writes, Z or +00:00 and
// +0000; it is zero for another form, which is no reason to withhold the rest, and
// for a year that JSON has no form for.
func newTime(text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700"} {
		t, err := time.Parse(layout, text)
		if t = t.UTC(); err == nil && t.Year() >= 0 && t.Year() <= 9999 {
			return t
		}
	}
	return time.Time{}
}
