package cli_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	system "github.com/zalando/go-keyring"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestLoginDatacenter: with the browser, a password, or a token from standard input.
func TestLoginDatacenter(t *testing.T) {
	t.Parallel()
	d, on, around := datacenterDesk(t)
	on.AddGroup("writers")
	on.AddUser(datacentertest.User{Username: "ann"})
	d.clicks(around, on.AdminName())
	got := d.login("-url", around.URL())
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "default: "+around.URL()+" (datacenter) as "+on.AdminName()+", a grant in a file")
	d.forget()
	args := []string{
		"members", write(t, "people.csv", "Username,Group\nann,writers\n"), "-apply",
		"-journal", filepath.Join(t.TempDir(), "journal"),
	}
	around.RevokeAccess(on.AdminName())
	got = d.run(args...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{"ann"}, on.GroupMembers("writers"))
	around.Revoke(on.AdminName())
	got = d.run("audit", "-estimate")
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "run “confluence-people login -profile default” again")
}

// TestLoginToken: a token is taken from the environment, the keyboard or standard
// input, works where it belongs, and is kept as a grant is.
func TestLoginToken(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	email, plain := on.Credential(on.AdminID())
	scoped := around.AddScopedToken(on.AdminID(), "read:user:confluence", "read:content-details:confluence", "read:group:confluence")
	for name, c := range map[string]struct {
		args   []string
		token  string
		typed  func() (string, error)
		stdin  string
		status int
		url    string
	}{
		"site":    {[]string{"-user", email}, plain, nil, "", 0, around.URL()},
		"typed":   {[]string{"-user", email}, "", func() (string, error) { return plain, nil }, "", 0, around.URL()},
		"piped":   {[]string{"-user", email}, "", nil, plain + "\n", 0, around.URL()},
		"gateway": {[]string{"-user", email}, scoped, nil, "", 0, around.URL() + "/ex/confluence/" + around.CloudID()},
		"bearer":  {nil, scoped, nil, "", 0, around.URL() + "/ex/confluence/" + around.CloudID()},
		"wrong":   {[]string{"-user", email}, "guessed-token", nil, "", 1, ""},
		"none":    {[]string{"-user", email}, "", nil, " \n", 2, ""},
		"refused": {[]string{"-user", email}, "", func() (string, error) { return "", errors.New("interrupted") }, "", 2, ""},
	} {
		d.env["CONFLUENCE_TOKEN"], d.typed, d.stdin = c.token, c.typed, c.stdin
		got := d.login(append(c.args, "-token", "-url", around.URL(), "-product", "cloud", "-profile", name)...)
		require.Equal(t, c.status, got.status, "%s: %s", name, got.err)
		delete(d.env, "CONFLUENCE_TOKEN")
		if c.status != 0 {
			require.NoDirExists(t, filepath.Join(d.env["CONFLUENCE_PROFILES"], name))
			continue
		}
		require.NotContains(t, got.out+got.err, plain)
		require.NotContains(t, got.out+got.err, scoped)
		require.Contains(t, got.out, name+": "+around.URL()+" (cloud) as "+on.AdminID()+", a token in a file")
		got = d.run("audit", "-profile", name, "-json", "-journal", filepath.Join(t.TempDir(), "journal"))
		require.Equal(t, 0, got.status, "%s: %s", name, got.out)
		require.Contains(t, read(t, filepath.Join(d.env["CONFLUENCE_PROFILES"], name, "profile.json")), `"url": "`+c.url+`"`)
	}
}

// TestLoginTokenOfAnotherSite: a token is kept for no site that it is not for.
func TestLoginTokenOfAnotherSite(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	d.env["CONFLUENCE_TOKEN"], d.env["CONFLUENCE_URL"] = "another-token", "https://other.example"
	got := d.login("-token", "-url", around.URL(), "-product", "cloud")
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "CONFLUENCE_TOKEN is for https://other.example, the CONFLUENCE_URL, not for "+around.URL())
	require.Empty(t, on.Exchanges())
}

// TestPrecedence: a flag comes before the environment, and that before a profile;
// and no credential goes to a site it is not for.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	d.clicks(around, on.AdminID())
	require.Equal(t, 0, d.login("-url", around.URL(), "-product", "cloud").status)
	other, elsewhere, aroundElsewhere := datacenterDesk(t)
	other.env["CONFLUENCE_PROFILES"] = d.env["CONFLUENCE_PROFILES"]
	other.clicks(aroundElsewhere, elsewhere.AdminName())
	require.Equal(t, 0, other.login("-url", aroundElsewhere.URL(), "-profile", "dc").status)
	d.forget()
	token := elsewhere.Token(elsewhere.AdminName())
	base := aroundElsewhere.URL()
	for name, c := range map[string]struct {
		env    map[string]string
		args   []string
		status int
		want   string
	}{
		"the default":                   {nil, nil, 0, "cloud"},
		"the environment's":             {map[string]string{"PROFILE": "dc"}, nil, 0, "dc"},
		"a flag":                        {map[string]string{"PROFILE": "dc"}, []string{"-profile", "default"}, 0, "cloud"},
		"a token of the environment":    {map[string]string{"TOKEN": token, "URL": base, "PROFILE": "default"}, nil, 0, "dc"},
		"a flag before a token":         {map[string]string{"TOKEN": "other", "URL": base}, []string{"-profile", "default"}, 0, "cloud"},
		"the same site":                 {map[string]string{"URL": around.URL() + "/"}, nil, 0, "cloud"},
		"the site by its other name":    {nil, []string{"-url", around.URL() + "/ex/confluence/" + around.CloudID()}, 0, "cloud"},
		"another site by flag":          {nil, []string{"-url", base}, 2, "profile default is for " + around.URL() + ", not for " + base},
		"another site by environment":   {map[string]string{"URL": base}, nil, 2, "not for " + base},
		"a token and its site by flag":  {map[string]string{"TOKEN": token}, []string{"-url", base}, 0, "dc"},
		"a token, its site again":       {map[string]string{"TOKEN": token, "URL": base}, []string{"-url", base + "/"}, 0, "dc"},
		"a token of another site":       {map[string]string{"TOKEN": "other", "URL": around.URL()}, []string{"-url", base}, 2, "CONFLUENCE_TOKEN is for " + around.URL() + ", the CONFLUENCE_URL, not for " + base},
		"another site than a profile's": {nil, []string{"-profile", "dc", "-url", around.URL()}, 2, "profile dc is for"},
		"another product":               {nil, []string{"-product", "datacenter"}, 2, "which is one of cloud, not of datacenter"},
		"no such profile":               {nil, []string{"-profile", "nobody"}, 2, "nobody: there is no such profile"},
		"none in the environment":       {map[string]string{"PROFILE": "nobody"}, nil, 2, "nobody: there is no such profile"},
	} {
		d.forget()
		for key, value := range c.env {
			d.env["CONFLUENCE_"+key] = value
		}
		on.ForgetExchanges()
		elsewhere.ForgetExchanges()
		got := d.run(append([]string{"audit", "-estimate"}, c.args...)...)
		require.Equal(t, c.status, got.status, "%s: %s", name, got.err)
		if c.status != 0 {
			require.Contains(t, got.err, c.want, name)
			require.Empty(t, on.Exchanges(), name)
			require.Empty(t, elsewhere.Exchanges(), name)
			continue
		}
		require.Equal(t, c.want == "cloud", len(on.Exchanges()) > 0, name)
		require.Equal(t, c.want == "dc", len(elsewhere.Exchanges()) > 0, name)
	}
	got := d.run("provision", "-profile", "default", write(t, "x.csv", "Username\nann\n"))
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "this command is for datacenter alone")
}

// TestCompareProfiles: the two sites of compare have a profile each.
func TestCompareProfiles(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	d.clicks(around, on.AdminID())
	require.Equal(t, 0, d.login("-url", around.URL(), "-product", "cloud", "-profile", "new").status)
	other, old, aroundOld := datacenterDesk(t)
	other.env["CONFLUENCE_PROFILES"] = d.env["CONFLUENCE_PROFILES"]
	other.clicks(aroundOld, old.AdminName())
	require.Equal(t, 0, other.login("-url", aroundOld.URL(), "-profile", "old").status)
	d.forget()
	ann := on.AddUser(cloudtest.User{Name: "Ann", Email: "ann@example.com"})
	old.AddUser(datacentertest.User{Username: "ann", FullName: "Ann", Email: "ann@example.com"})
	old.AddGroup("writers", "ann")
	group := on.AddGroup("writers")

	args := []string{"compare", "-group", "writers", "-o", filepath.Join(t.TempDir(), "x.csv")}
	got := d.run(append(args, "-profile", "new")...)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "there are two sites: -dc-profile and -cloud-profile")
	got = d.run(append(args, "-dc-profile", "new", "-cloud-profile", "old")...)
	require.Equal(t, 2, got.status)
	d.env["CONFLUENCE_CLOUD_PROFILE"] = "new"
	got = d.run(append(args, "-dc-profile", "old", "-apply", "-journal", filepath.Join(t.TempDir(), "journal"))...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{ann}, on.GroupMembers(group))
	around.Revoke(on.AdminID())
	got = d.run(append(args, "-dc-profile", "old")...)
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "run “confluence-people login -profile old” or “confluence-people login -profile new” again")
}

// TestProfiles: they are listed, offered to the shell, and forgotten.
func TestProfiles(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	d.clicks(around, on.AdminID())
	got := d.login("-product", "cloud", "-profile", "work", "-q")
	require.Equal(t, 0, got.status, got.err)
	list := "work: " + around.URL() + " (cloud) as " + on.AdminID() + ", a grant in a file\n"
	require.Equal(t, list, got.out, "the site is the one that was chosen in the browser")
	d.forget()
	require.Equal(t, list, d.run("profiles").out)
	got = d.run("profiles", "-json")
	require.Contains(t, got.out, `"name":"work"`)
	require.Contains(t, got.out, `"event":"profile"`)
	for _, secret := range d.secrets()[1:] {
		require.NotContains(t, got.out, secret)
	}
	require.Contains(t, d.run("__complete", "audit", "-profile", "w").out, "work\t"+around.URL())

	require.Equal(t, 2, d.run("logout").status)
	got = d.run("logout", "-profile", "work")
	require.Equal(t, 0, got.status, got.err)
	require.NoDirExists(t, filepath.Join(d.env["CONFLUENCE_PROFILES"], "work"))
	require.Empty(t, d.run("profiles").out)
	require.Equal(t, 2, d.run("audit", "-profile", "work").status)
}

// TestScopes: what to choose in the developer console.
func TestScopes(t *testing.T) {
	t.Parallel()
	got := newDesk(t, nil).run("login", "-scopes")
	require.Equal(t, 0, got.status)
	require.Contains(t, got.out, "\nwrite:watcher:confluence\n")
	require.Contains(t, got.out, "\noffline_access\n")
}

// TestLoginKeyring: the usual place for what is secret.
func TestLoginKeyring(t *testing.T) { //nolint:paralleltest // the process has one keyring
	d, on, around := cloudDesk(t)
	d.clicks(around, on.AdminID())
	args := []string{"login", "-callback", d.callback, "-url", around.URL(), "-product", "cloud"}
	system.MockInitWithError(errors.New("the collection is locked"))
	got := d.run(args...)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "-store file keeps the credential in a file that only you can read")
	require.NoDirExists(t, d.env["CONFLUENCE_PROFILES"], "nothing is left")
	system.MockInit()
	got = d.run(args...)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "a grant sealed with the keyring")
	d.forget()
	require.Equal(t, 0, d.run("audit", "-estimate").status)
	require.NoError(t, system.DeleteAll("confluence-people"))
	got = d.run("audit", "-estimate")
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "consent again")
}
