// Command cloud lists the groups of a Confluence Cloud user and their members.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func main() {
	ctx := context.Background()
	client, err := cloud.New("https://your-domain.atlassian.net",
		confluence.BasicAuth("ada@example.com", os.Getenv("CONFLUENCE_TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	for group, err := range client.Users.AllGroups(ctx, cloud.DefaultAccount, nil) {
		if err != nil {
			log.Fatal(err)
		}
		members, err := confluence.Collect(client.Groups.AllMembers(ctx, group.ID, nil))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(group.Name, len(members))
	}
}
