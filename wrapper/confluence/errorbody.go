package confluence

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// errorBody is what the body of an error says.
type errorBody struct {
	// message and reason are in a line, and not yet short: what is hidden in them must
	// be whole.
	message string
	reason  string
	// class is the Java exception the message was prefixed with.
	class string
	// noRoute is set for a body that says the address is unknown, rather than
	// what it names.
	noRoute bool
	// json is set for a body in the service's own format.
	json bool
}

// readErrorBody finds the service's own words in the body of an error, whatever its
// format. The Content-Type is no guide: plain text comes as application/json.
func readErrorBody(body []byte) errorBody {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	if len(body) == 0 || bytes.IndexByte(body, 0) >= 0 {
		return errorBody{} // compressed or otherwise not meant for reading
	}
	switch body[0] {
	case '{':
		if said, ok := readUsual(body); ok {
			return said
		}
		var f errorJSON
		if json.Unmarshal(body, &f) == nil {
			return f.read()
		}
		if m := cutMessage.FindSubmatch(body); m != nil {
			said := withoutClass(strings.Join(texts(m[1]), ""))
			said.json = true
			return said
		}
	case '[', '"':
		if json.Valid(body) {
			said := withoutClass(strings.Join(texts(body), "; "))
			said.json = true
			return said
		}
	case '<':
		return readMarkup(body)
	}
	return withoutClass(string(body))
}

// cutMessage finds the message in JSON that was cut off.
var cutMessage = regexp.MustCompile(`"(?:message|translation)"\s*:\s*("(?:[^"\\]|\\.)*")`)

// readUsual reads the usual shape of an error, a message that is a text. It reports
// false for any other.
func readUsual(body []byte) (errorBody, bool) {
	var f struct {
		Message   string          `json:"message"`
		Reason    string          `json:"reason"`
		Timestamp json.RawMessage `json:"timestamp"`
		Path      json.RawMessage `json:"path"`
	}
	if json.Unmarshal(body, &f) != nil {
		return errorBody{}, false
	}
	said := withoutClass(f.Message)
	said.json = true
	said.reason = inLine(f.Reason)
	said.noRoute = said.noRoute || len(f.Timestamp) > 0 && len(f.Path) > 0
	return said, said.message != ""
}

// errorJSON holds the fields of every JSON shape the services send. All
// are raw, so that an odd type in one does not hide the others.
type errorJSON struct {
	Message     json.RawMessage `json:"message"`
	Reason      json.RawMessage `json:"reason"`
	Data        json.RawMessage `json:"data"`
	Errors      json.RawMessage `json:"errors"`
	Err         json.RawMessage `json:"error"`
	Description json.RawMessage `json:"error_description"`
	Title       json.RawMessage `json:"title"`
	Detail      json.RawMessage `json:"detail"`
	Messages    json.RawMessage `json:"errorMessages"`
	OneMessage  json.RawMessage `json:"errorMessage"`
	Timestamp   json.RawMessage `json:"timestamp"`
	Path        json.RawMessage `json:"path"`
}

func (f errorJSON) read() errorBody {
	said := withoutClass(first(texts(f.Message)))
	said.json = true
	said.reason = inLine(first(texts(f.Reason)))
	// The gateway sends this shape when it knows no such site.
	said.noRoute = said.noRoute || len(f.Timestamp) > 0 && len(f.Path) > 0
	if said.message != "" {
		return said
	}
	var data struct {
		Errors json.RawMessage `json:"errors"`
	}
	_ = json.Unmarshal(f.Data, &data) // data of another type has no errors
	for _, more := range []json.RawMessage{data.Errors, f.Messages, f.OneMessage, f.Errors, f.Detail, f.Title, f.Description, f.Err} {
		if said.message != "" {
			break
		}
		found := withoutClass(strings.Join(texts(more), "; "))
		said.message = found.message
		if said.class == "" {
			said.class = found.class
		}
	}
	return said
}

// texts collects what a person would read in a piece of JSON of any shape.
func texts(raw json.RawMessage) []string {
	if len(raw) < 2 {
		return nil
	}
	// The usual case is a string without escapes, and raw is known to be valid.
	if inner := raw[1 : len(raw)-1]; raw[0] == '"' && bytes.IndexByte(inner, '\\') < 0 {
		if len(inner) == 0 {
			return nil
		}
		return []string{string(inner)}
	}
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return nil
	}
	return textsOf(value, nil, 0)
}

func textsOf(value any, found []string, depth int) []string {
	if depth > 8 {
		return found
	}
	switch v := value.(type) {
	case string:
		if v != "" {
			found = append(found, v)
		}
	case []any:
		for _, item := range v {
			found = textsOf(item, found, depth+1)
		}
	case map[string]any:
		// In the order of preference; the first that says something is enough.
		for _, key := range []string{"translation", "message", "detail", "title", "description", "key"} {
			if more := textsOf(v[key], nil, depth+1); len(more) > 0 {
				return append(found, more...)
			}
		}
		// A map from the names of fields to what is wrong with them.
		for _, field := range slices.Sorted(maps.Keys(v)) {
			for _, text := range textsOf(v[field], nil, depth+1) {
				found = append(found, field+": "+text)
			}
		}
	}
	return found
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func withoutClass(text string) errorBody {
	var said errorBody
	said.class, text = cutClass(text)
	said.message = inLine(text)
	if strings.HasPrefix(said.message, nullForURI) {
		// The URI that follows repeats the query, which may name a person.
		said.message, said.noRoute = nullForURI, true
	}
	return said
}

// nullForURI is how JAX-RS says that it knows no such address.
const nullForURI = "null for uri"

// statusMessage matches the message in the XML of a JAX-RS error.
var statusMessage = regexp.MustCompile(`(?is)<status[\s>].*?<message>(.*?)</message>`)

// title matches the title of an HTML page.
var title = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)

// readMarkup reads the XML of a JAX-RS error or the title of an HTML page.
func readMarkup(body []byte) errorBody {
	if m := statusMessage.FindSubmatch(body); m != nil {
		return withoutClass(unescape(m[1]))
	}
	said := errorBody{message: "an HTML page", noRoute: true}
	if m := title.FindSubmatch(body); m != nil {
		said.message = inLine(said.message + ": " + unescape(m[1]))
	}
	return said
}

// unescape reads the entities that error pages use. The standard library's XML
// reader and table of entities would add a fifth to what this module adds to a
// program.
func unescape(text []byte) string {
	return strings.NewReplacer(
		"&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&apos;", "'", "&#39;", "'", "&ndash;", "–", "&nbsp;", " ",
		"&amp;", "&",
	).Replace(string(text))
}

// oneLine makes text from outside fit for one line of a log.
func oneLine(text string) string { return short(inLine(text)) }

// inLine puts a text on one line, however long.
func inLine(text string) string {
	text = strings.TrimSpace(text)
	if isPlainLine(text) {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
}

// short cuts a line that is too long.
func short(line string) string {
	const most = 500
	if len(line) <= most {
		return line
	}
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return line
}

// isPlainLine reports whether a text is one line of ASCII already, of words with one
// space between them.
func isPlainLine(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || text == ""
}

// cutClass splits the Java exception class that Confluence puts before its
// message, such as "com.atlassian.NotFoundException: ", from the message.
func cutClass(text string) (class, message string) {
	head, message, _ := strings.Cut(text, ":")
	class = strings.TrimSpace(head)
	dot := strings.LastIndexByte(class, '.')
	if dot < 0 || dot+1 == len(class) || class[dot+1] < 'A' || class[dot+1] > 'Z' || class[0] >= 'A' && class[0] <= 'Z' {
		return "", text
	}
	for part := range strings.SplitSeq(class, ".") {
		if part == "" || !isName(part) {
			return "", text
		}
	}
	return class, message
}

// isName reports whether a text could be a name in Java.
func isName(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '$':
		default:
			return false
		}
	}
	return true
}
