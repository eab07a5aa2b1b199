package seed

import (
	"fmt"
	"strings"
)

// Volume asks for users and groups in numbers. They are the same every time.
type Volume struct {
	At `json:"-"`

	Users   int `json:"users"`
	Groups  int `json:"groups"`
	PerUser int `json:"perUser"`
}

// Generated is a user of a [Volume].
type Generated struct{ ID, Name, Email string }

// most of each kind; what is beyond does not fit into memory.
const most = 10_000_000

// Check makes sure that it can be done.
func (v *Volume) Check() *Error {
	const object = "generate"
	switch {
	case v == nil:
		return nil
	case v.Users > most || v.Groups > most:
		return v.Errorf(object, "there can be %d users and groups at most", most)
	case v.PerUser > v.Groups:
		return v.In("perUser").Errorf(object, "a user cannot be in %d groups of %d", v.PerUser, v.Groups)
	}
	return nil
}

// User returns one of the users, who are numbered from 0.
func (v *Volume) User(i int) Generated {
	first, last := firstNames(), lastNames()
	id := fmt.Sprintf("user-%06d", i+1)
	return Generated{
		ID:    id,
		Name:  first[i%len(first)] + " " + last[i/len(first)%len(last)],
		Email: id + "@example.com",
	}
}

// Group returns the name of one of the groups, who are numbered from 0.
func (v *Volume) Group(i int) string { return fmt.Sprintf("group-%05d", i+1) }

// Members returns the numbers of each group's users. Everybody is in the first
// group, as sites have one; the other groups of a user are spread evenly.
func (v *Volume) Members() [][]int {
	members := make([][]int, v.Groups)
	if v.PerUser == 0 {
		return members
	}
	next := 0 // a user's groups begin where those of the user before end
	for user := range v.Users {
		members[0] = append(members[0], user)
		for range v.PerUser - 1 {
			members[1+next] = append(members[1+next], user)
			next = (next + 1) % (v.Groups - 1)
		}
	}
	return members
}

func firstNames() []string {
	return strings.Fields("Ada Alan Barbara Bela Claude Chen Donna Edsger Frances Grace Hedy Ivan Jean Katherine Lena " +
		"Maryam Niklaus Olga Peter Radia Shafi Tim Ursula Vera Wei Xenia Yukihiro")
}

func lastNames() []string {
	return strings.Fields("Abbott Becker Castillo Dvorak Eriksen Ferrari Gupta Haddad Ivanova Jansen Kowalski Larsen " +
		"Moreau Novak Okafor Petrov Quinn Rossi Silva Tanaka Ueda Varga Weber Xu Yilmaz Zhang")
}
