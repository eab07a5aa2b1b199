package identity

import (
	"crypto/rand"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// code is what a person brings back to the app.
type code struct {
	client, account, redirect, challenge string
	scopes                               []string
	expires                              time.Time
	spent                                *grant // the grant that came of it
}

// question is a request of an app to act for a person.
type question struct {
	client, redirect, state, challenge string
	scopes                             []string
}

// read checks the address that a person was sent to. Before it is known that
// the app may have people sent back, nobody is sent anywhere.
func (p *Provider) read(query url.Values) (question, error) {
	q := question{
		client: query.Get("client_id"), redirect: query.Get("redirect_uri"), state: query.Get("state"),
		challenge: query.Get("code_challenge"), scopes: fields(query.Get("scope")),
	}
	p.mu.Lock()
	a := p.apps[q.client]
	p.mu.Unlock()
	switch {
	case a == nil || a.account != "":
		return q, errors.New("no app has this client_id")
	case !a.sendsTo(q.redirect):
		return q, errors.New("the redirect_uri is not registered")
	case query.Get("response_type") != "code":
		return q, errors.New("the response_type is not code")
	case p.dialect.Audience != "" && query.Get("audience") != p.dialect.Audience:
		return q, errors.New("the audience is not " + p.dialect.Audience)
	case q.challenge != "" && query.Get("code_challenge_method") != "S256":
		return q, errors.New("the code_challenge_method is not S256")
	case len(q.scopes) == 0:
		return q, errors.New("no scope is asked for")
	}
	return q, nil
}

// Authorize serves the page that asks a person for consent, and takes the answer.
func (p *Provider) Authorize(w http.ResponseWriter, r *http.Request) {
	q, err := p.read(r.URL.Query())
	if err != nil {
		http.Error(w, "Something went wrong: "+err.Error(), http.StatusBadRequest)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		_ = page().Execute(w, map[string]any{"Client": q.client, "Scopes": q.scopes, "Account": p.people.Usual()}) // the browser may be gone
		return
	}
	to, err := p.decide(q, r.PostFormValue("account"), r.PostFormValue("decision") == "accept")
	if err != nil {
		http.Error(w, "Something went wrong: "+err.Error(), http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, to, http.StatusFound) //nolint:gosec // the address is a registered one
}

// Decide does what a person does on the page: it returns the address to which
// the browser is sent back.
func (p *Provider) Decide(address, account string, accept bool) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	q, err := p.read(u.Query())
	if err != nil {
		return nil, err
	}
	to, err := p.decide(q, account, accept)
	if err != nil {
		return nil, err
	}
	return url.Parse(to)
}

func (p *Provider) decide(q question, account string, accept bool) (string, error) {
	back, err := url.Parse(q.redirect)
	if err != nil {
		return "", err
	}
	values := back.Query()
	if q.state != "" {
		values.Set("state", q.state)
	}
	switch {
	case !accept:
		values.Set("error", "access_denied")
		values.Set("error_description", "User did not authorize the request")
	case !p.people.Known(account):
		return "", errors.New("there is no such account")
	default:
		text := rand.Text()
		p.mu.Lock()
		p.codes[text] = &code{
			client: q.client, account: account, redirect: q.redirect, challenge: q.challenge,
			scopes: slices.Clone(q.scopes), expires: p.now().Add(codeLife),
		}
		p.mu.Unlock()
		values.Set("code", text)
	}
	back.RawQuery = values.Encode()
	return back.String(), nil
}

func page() *template.Template {
	return template.Must(template.New("consent").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Authorize app</title></head>
<body><main>
<h1>{{.Client}} asks for access</h1>
<ul>{{range .Scopes}}<li>{{.}}</li>{{end}}</ul>
<form method="post">
<label>Account <input name="account" id="account" value="{{.Account}}"></label>
<button name="decision" id="accept" value="accept">Accept</button>
<button name="decision" id="cancel" value="cancel">Cancel</button>
</form>
</main></body></html>
`))
}
