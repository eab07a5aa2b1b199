package redact_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/redact"
)

func TestUserinfo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                "",
		"ada@example.com said no":         "ada@example.com said no",
		"http://proxy.example/a@b?c=d@e":  "http://proxy.example/a@b?c=d@e",
		"http://u:pw@proxy.example: no":   "http://…@proxy.example: no",
		"http://u@proxy.example":          "http://…@proxy.example",
		"http://proxy.example#a@b":        "http://proxy.example#a@b",
		"http://:p@w@proxy.example/a":     "http://…@proxy.example/a",
		"socks5://u:p@a and https://v@b/": "socks5://…@a and https://…@b/",
	} {
		require.Equal(t, want, redact.Userinfo(text), text)
	}
}
