import AccountTree from "@mui/icons-material/AccountTreeOutlined";
import EventRepeat from "@mui/icons-material/EventRepeatOutlined";
import Home from "@mui/icons-material/HomeOutlined";
import Inbox from "@mui/icons-material/InboxOutlined";
import PlayCircle from "@mui/icons-material/PlayCircleOutlined";
import Storage from "@mui/icons-material/StorageOutlined";
import { AppBar, Badge, Box, Button, Tab, Tabs, Toolbar, Tooltip, Typography } from "@mui/material";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useOpenCount } from "../inbox/inbox";
import { signOut } from "../session/signIn";
import { may, useSession } from "../session/session";
import { Mishap } from "./Mishap";

const rooms = [
  { path: "/", text: "rooms.home", icon: <Home /> },
  { path: "/tasks", text: "rooms.tasks", icon: <EventRepeat /> },
  { path: "/backups", text: "rooms.backups", icon: <Storage /> },
  { path: "/inbox", text: "rooms.inbox", icon: <Letters /> },
  { path: "/workflows/definitions", text: "rooms.definitions", icon: <AccountTree /> },
  { path: "/workflows/instances", text: "rooms.instances", icon: <PlayCircle /> },
] as const;

/** The bar with the rooms of the console, above the page. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const room = rooms.findLast(({ path }) => (path === "/" ? location === "/" : location.startsWith(path)));
  return (
    <>
      <AppBar position="sticky">
        <Toolbar variant="dense" sx={{ gap: 3 }}>
          <Box component="img" src="/reel.svg" alt="" sx={{ height: 26 }} />
          <Typography sx={{ fontWeight: 600 }}>TapeFlows</Typography>
          <Tabs
            value={room?.path ?? false}
            textColor="inherit"
            component="nav"
            sx={{ flexGrow: 1, "& .MuiTabs-indicator": { bgcolor: "#fff" } }}
          >
            {rooms.map(({ path, text, icon }) => (
              <Tab
                key={path}
                value={path}
                component={Link}
                href={path}
                icon={icon}
                iconPosition="start"
                label={t(text)}
                sx={{ minHeight: 48, textTransform: "none" }}
              />
            ))}
          </Tabs>
          <User />
        </Toolbar>
      </AppBar>
      <Box component="main" data-may-run={may(useSession(), "exec:workflow-definitions")}>
        <Mishap key={location}>{children}</Mishap>
      </Box>
    </>
  );
}

function User() {
  const { t } = useTranslation();
  const session = useSession();
  if (session === null) return null;
  return (
    <Tooltip title={session.roles.join(", ")}>
      <Button color="inherit" onClick={signOut} sx={{ textTransform: "none" }}>
        {t("session.signOut", { name: session.username })}
      </Button>
    </Tooltip>
  );
}

/** The inbox with how much waits in it. */
function Letters({ className = "" }: { readonly className?: string }) {
  const open = useOpenCount();
  return (
    <Badge className={className} badgeContent={open} color="error">
      <Inbox />
    </Badge>
  );
}
