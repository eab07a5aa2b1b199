// Command app is a program of somebody who imports the SDK: both products, and
// nothing but public names. It lives in a module of its own.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func main() {
	if err := run(context.Background(), os.Getenv("SITE"), os.Getenv("INSTANCE"), os.Getenv("TOKEN")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, site, instance, token string) error {
	onCloud, err := cloud.New(site, confluence.BearerToken(token))
	if err != nil {
		return err
	}
	onDatacenter, err := datacenter.New(instance, confluence.BearerToken(token))
	if err != nil {
		return err
	}
	count, err := compare(ctx, onCloud, onDatacenter)
	if err != nil {
		return err
	}
	fmt.Println("groups of mine:", count)
	return nil
}

// compare counts the caller's groups in both products.
func compare(ctx context.Context, onCloud *cloud.Client, onDatacenter *datacenter.Client) (int, error) {
	there, err := confluence.Collect(onCloud.Users.AllGroups(ctx, cloud.DefaultAccount, nil))
	if err != nil {
		return 0, err
	}
	here, err := confluence.Collect(onDatacenter.Users.AllGroups(ctx, datacenter.Caller(), nil))
	if err != nil {
		return 0, err
	}
	return len(there) + len(here), nil
}
