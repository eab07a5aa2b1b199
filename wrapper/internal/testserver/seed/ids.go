package seed

// IDs are the ids that things of one kind have, each of which is there once.
type IDs map[string]bool

// Claim makes sure that an id can be given to something; an empty one is made up
// later.
func (ids IDs) Claim(at At, object, id string) *Error {
	if id == "" {
		return nil
	}
	if ids[id] {
		return at.In("id").Errorf(object, "the id %q is there twice", id)
	}
	ids[id] = true
	return nil
}
