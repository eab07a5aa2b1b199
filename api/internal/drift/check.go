package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// checkFiles changes the published descriptions in every way that could matter,
// one change at a time, and prints for each kind of change how many of them the
// comparison sees. The exit code is 1 if a kind goes unseen that should not.
func checkFiles(files map[string]*string, o options, stdout, stderr io.Writer) int {
	known, err := loadKnown(o.known)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "drift:", err)
		return exitTrouble
	}
	all := &tally{kinds: map[string]*score{}, beyond: map[string]bool{}}
	for _, product := range products() {
		if *files[product] == "" {
			continue
		}
		ours, err := contractOf(product, o.ours)
		if err == nil {
			err = checkFile(product, *files[product], ours, known[product], all)
		}
		if err != nil {
			_, _ = fmt.Fprintln(stderr, "drift:", err)
			return exitTrouble
		}
	}
	if all.write(stdout) {
		return exitNews
	}
	return exitSame
}

func checkFile(product, file string, ours *openapi3.T, entries []known, all *tally) error {
	data, err := os.ReadFile(file) //nolint:gosec // a file the caller names
	if err != nil {
		return err
	}
	var doc map[string]any
	if err := yaml.Unmarshal(data, &doc); err != nil { // JSON is YAML
		return fmt.Errorf("%s: %w", file, err)
	}
	return checkDocument(product, doc, ours, entries, all)
}

// checkDocument tries every change on one published description: those of an
// operation on a description of that operation alone, which is quicker.
func checkDocument(product string, doc map[string]any, ours *openapi3.T, entries []known, all *tally) error {
	prune(product, doc)
	met := map[string]bool{}
	t := &trial{product: product, doc: doc, ours: ours, entries: entries, all: all}
	if err := t.begin(); err != nil {
		return err
	}
	(&walker{doc: doc, visit: t.visit, met: met}).whole()
	for _, part := range parts(doc) {
		t.doc = part
		if err := t.begin(); err != nil {
			return err
		}
		(&walker{doc: part, visit: t.visit, met: met}).paths()
	}
	return nil
}

// trial changes one description.
type trial struct {
	product string
	doc     map[string]any
	ours    *openapi3.T
	entries []known
	record  seen
	calm    string // what is printed without a change
	all     *tally
}

func (t *trial) begin() error {
	theirs, err := loaded(t.doc)
	if err != nil {
		return err
	}
	r := &report{}
	r.add(t.product, compare(t.product, t.ours, theirs), t.entries, nil)
	t.record = r.seen[t.product]
	t.calm = t.printed()
	return nil
}

func (t *trial) printed() string {
	theirs, err := loaded(t.doc)
	if err != nil {
		return err.Error()
	}
	r := &report{}
	r.add(t.product, compare(t.product, t.ours, theirs), t.entries, &t.record)
	return fmt.Sprint(r.changes, r.hints)
}

// visit tries every change that fits a place. Below a schema that the comparison
// does not get to, there is nothing to try.
func (t *trial) visit(p *place) (deeper bool) {
	at := t.product + " " + p.name
	if p.kind == schemaPlace && !t.reached(p) {
		t.all.beyond[at] = true
		return false
	}
	delete(t.all.beyond, at)
	for _, m := range mutations() {
		if m.place != p.kind {
			continue
		}
		if undo := p.change(m.change); undo != nil {
			t.all.count(m, t.printed() != t.calm, at)
			undo()
		}
	}
	return true
}

// reached says whether the comparison gets to a schema at all: what our contract
// leaves out on purpose ends it. A change of type is seen wherever it gets.
func (t *trial) reached(p *place) bool {
	undo := p.change(func(node map[string]any) bool {
		clear(node)
		node["type"], node["format"] = "integer", "probe"
		return true
	})
	defer undo()
	return t.printed() != t.calm
}

func loaded(doc map[string]any) (*openapi3.T, error) {
	data, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	return openapi3.NewLoader().LoadFromData(data)
}
