package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagsOf has, for the flags that several commands share, those that they mean
// something to. A flag that is not here is for all.
func flagsOf() map[string][]string {
	changing := []string{"members", "offboard", "inactive", "provision", "compare", "undo"}
	reaching := append(slices.Clone(changing), "audit", "login")
	of := map[string][]string{
		"journal": append(slices.Clone(changing), "audit"),
		"demo":    {"members", "offboard", "inactive", "provision", "compare", "audit"},
	}
	for _, flag := range []string{"apply", "allow-self", "protect", "protect-file", "protect-group"} {
		of[flag] = changing
	}
	for _, flag := range []string{"verbose", "max-wait"} {
		of[flag] = reaching
	}
	one := slices.DeleteFunc(slices.Clone(reaching), func(command string) bool { return command == "compare" })
	of["url"], of["product"], of["profile"] = one, one, append(slices.Clone(one), "logout")
	return of
}

// misplaced is what to say of a flag that means nothing to a command.
func misplaced(command, flag string) error {
	switch {
	case command == "login" && flag == "demo":
		return usage("-demo is signed in already")
	case command == "undo" && flag == "demo":
		return usage("the site of -demo ends with the command that changed it, and there is nothing to undo")
	case command == "compare" && flag != "demo":
		return usage("there are two sites: -dc-profile and -cloud-profile")
	}
	return usage("-%s means nothing to %s", flag, command)
}

// checkFlags refuses a flag that means nothing to a command, and one that is empty: it
// may be of a variable that is not set, and would protect nobody.
func checkFlags(command *cobra.Command) error {
	var wrong error
	of := flagsOf()
	command.Flags().Visit(func(flag *pflag.Flag) {
		if commands, ok := of[flag.Name]; ok && !slices.Contains(commands, command.Name()) && wrong == nil {
			wrong = misplaced(command.Name(), flag.Name)
		}
		if wrong == nil && empty(flag.Value) {
			wrong = usage("-%s is empty, or names something empty", flag.Name)
		}
	})
	return wrong
}

// empty is whether a flag has no text, or a list with an item that has none.
func empty(value pflag.Value) bool {
	texts := []string{value.String()}
	if list, ok := value.(pflag.SliceValue); ok {
		texts = list.GetSlice()
	}
	return len(texts) == 0 || slices.ContainsFunc(texts, func(text string) bool { return strings.TrimSpace(text) == "" })
}

// hideFlags takes the flags that mean nothing to a command out of its help.
func hideFlags(command *cobra.Command) {
	if !command.HasParent() {
		return
	}
	of := flagsOf()
	command.InheritedFlags().VisitAll(func(flag *pflag.Flag) {
		if commands, ok := of[flag.Name]; ok && !slices.Contains(commands, command.Name()) {
			flag.Hidden = true
		}
	})
}
