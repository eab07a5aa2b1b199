package cli

import "unicode"

// dashes lets flags of more than one letter begin with one dash, as those of Go
// programs do; the library knows them with two.
func dashes(args []string) []string {
	made := make([]string, 0, len(args))
	for i, arg := range args {
		if arg == "--" {
			return append(made, args[i:]...)
		}
		if len(arg) > 2 && arg[0] == '-' && unicode.IsLetter(rune(arg[1])) && arg[2] != '=' {
			arg = "-" + arg
		}
		made = append(made, arg)
	}
	return made
}
