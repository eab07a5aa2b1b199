// Package onboard is a program to be tested with the in-memory server.
package onboard

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
)

// Onboard puts a newcomer into a group and makes them watch a space.
func Onboard(ctx context.Context, client *cloud.Client, groupID, spaceKey, accountID string) error {
	if err := client.Groups.AddMember(ctx, groupID, accountID); err != nil {
		return err
	}
	return client.Watches.WatchSpace(ctx, spaceKey, accountID)
}
