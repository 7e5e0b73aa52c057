import { Route, Switch } from "wouter";
import { BackupsPage } from "../backups/BackupsPage";
import { SetPage } from "../backups/SetPage";
import { HomePage } from "../home/HomePage";
import { InboxPage } from "../inbox/InboxPage";
import { TasksPage } from "../tasks/TasksPage";
import { DefinitionsPage } from "../workflows/DefinitionsPage";
import { EditorPage } from "../workflows/EditorPage";
import { InstancePage } from "../workflows/InstancePage";
import { InstancesPage } from "../workflows/InstancesPage";
import { VersionsPage } from "../workflows/VersionsPage";
import { NotFoundPage } from "./NotFoundPage";

/**
 * The addresses of the console. Those below /workflows are the ones Elsa Studio itself goes to by history.pushState (contract 1.4);
 * wouter hears of every pushState, whoever made it.
 */
export function Pages() {
  return (
    <Switch>
      <Route path="/" component={HomePage} />
      <Route path="/tasks" component={TasksPage} />
      <Route path="/backups" component={BackupsPage} />
      <Route path="/backups/:id">{({ id }) => <SetPage key={id} setId={id} />}</Route>
      <Route path="/inbox" component={InboxPage} />
      <Route path="/workflows/definitions" component={DefinitionsPage} />
      <Route path="/workflows/definitions/:id/edit">{({ id }) => <EditorPage key={id} definitionId={id} />}</Route>
      <Route path="/workflows/definitions/:id/versions">
        {({ id }) => <VersionsPage key={id} definitionId={id} />}
      </Route>
      <Route path="/workflows/instances" component={InstancesPage} />
      <Route path="/workflows/instances/:id/view">{({ id }) => <InstancePage key={id} instanceId={id} />}</Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}
