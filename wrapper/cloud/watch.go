package cloud

import (
	"log/slog"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
)

// Watch is one watcher of a page or other content. Printed and logged, it shows
// no name and no address.
type Watch struct {
	// Watcher is who watches.
	Watcher User `json:"watcher,omitzero"`
	// ContentID is the id of what is watched.
	ContentID string `json:"contentId,omitempty"`
	// Type is the kind of watch, such as "watch".
	Type string `json:"type,omitempty"`
}

// SpaceWatch is one watcher of a space. Printed and logged, it shows no name and
// no address.
type SpaceWatch struct {
	// Watcher is who watches.
	Watcher User `json:"watcher,omitzero"`
	// SpaceKey is the key of the space that is watched.
	SpaceKey string `json:"spaceKey,omitempty"`
	// LabelName is the label that is watched, where it is a label.
	LabelName string `json:"labelName,omitempty"`
	// Prefix is the prefix of the label, such as "global".
	Prefix string `json:"prefix,omitempty"`
	// Type is the kind of watch, such as "watch".
	Type string `json:"type,omitempty"`
}

// String shows the account id and the content id.
func (w Watch) String() string { return w.Watcher.String() + " watches content " + w.ContentID }

// LogValue shows the account id and the content id.
func (w Watch) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("watcher", w.Watcher), slog.String("contentId", w.ContentID))
}

// String shows the account id and what is watched.
func (w SpaceWatch) String() string {
	if w.LabelName != "" {
		return w.Watcher.String() + " watches label " + w.LabelName
	}
	return w.Watcher.String() + " watches space " + w.SpaceKey
}

// LogValue shows the account id and what is watched.
func (w SpaceWatch) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("watcher", w.Watcher), slog.String("spaceKey", w.SpaceKey), slog.String("labelName", w.LabelName))
}

func newWatch(w *gen.Watch) Watch {
	return Watch{Watcher: newWatcher(&w.Watcher), ContentID: string(w.ContentID), Type: w.Type}
}

func newSpaceWatch(w *gen.SpaceWatch) SpaceWatch {
	return SpaceWatch{
		Watcher: newWatcher(&w.Watcher), SpaceKey: w.SpaceKey, LabelName: w.LabelName, Prefix: w.Prefix, Type: w.Type,
	}
}

// separator is in no part of a key.
const separator = "\x00"

// keyOfWatch tells the watches of a listing apart.
func keyOfWatch(w *Watch) string {
	if w.Watcher.AccountID == "" {
		return ""
	}
	return w.Watcher.AccountID + separator + w.ContentID
}

// keyOfSpaceWatch tells the watches of a listing apart: somebody can watch a
// space and labels in it.
func keyOfSpaceWatch(w *SpaceWatch) string {
	if w.Watcher.AccountID == "" {
		return ""
	}
	return w.Type + separator + w.Watcher.AccountID + separator + w.SpaceKey + separator + w.LabelName + separator + w.Prefix
}
