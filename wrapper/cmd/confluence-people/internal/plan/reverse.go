package plan

import "slices"

// opposite returns the verb that undoes another.
func opposite(v Verb) (Verb, bool) {
	pairs := [][2]Verb{
		{Add, Remove},
		{WatchSpace, UnwatchSpace},
		{WatchContent, UnwatchContent},
		{WatchLabel, UnwatchLabel},
		{SetProperty, DeleteProperty},
		{Enable, Disable},
	}
	for _, pair := range pairs {
		if v == pair[0] {
			return pair[1], true
		}
		if v == pair[1] {
			return pair[0], true
		}
	}
	return "", false
}

// Reverse returns the steps that undo these, the last first, and those that
// nothing undoes.
func Reverse(done []Step) (back, final []Step) {
	for _, step := range slices.Backward(done) {
		if undoing, ok := step.reverse(); ok {
			back = append(back, undoing)
		} else {
			final = append(final, step)
		}
	}
	return back, final
}

func (s Step) reverse() (Step, bool) {
	back := s
	switch s.Do {
	case Delete:
		return Step{}, false
	case Create:
		// A person who came by a file is not deleted by its undoing: others may
		// have given them work meanwhile.
		back.Do, back.Profile = Disable, nil
		return back, true
	case Update:
		if s.Was == nil || *s.Was == (Profile{}) {
			return Step{}, false
		}
		back.Profile, back.Was = s.Was, s.Profile
		return back, true
	case DeleteProperty:
		if len(s.Value) == 0 {
			return Step{}, false
		}
	default:
	}
	verb, ok := opposite(s.Do)
	back.Do = verb
	return back, ok
}
