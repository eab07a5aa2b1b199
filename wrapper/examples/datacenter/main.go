// Command datacenter creates a user on Confluence Data Center and removes it.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func main() {
	ctx := context.Background()
	client, err := datacenter.New("https://confluence.example.com/confluence",
		confluence.BearerToken(os.Getenv("CONFLUENCE_TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.Admin.CreateUser(ctx, datacenter.NewUser{
		Username: "jane", FullName: "Jane Example", Email: "jane@example.com", NotifyViaEmail: true,
	}); err != nil {
		log.Fatal(err)
	}
	if _, err := client.Admin.DeleteUserAndWait(ctx, "jane", nil); err != nil {
		log.Fatal(err)
	}
	fmt.Println("jane came and went")
}
