import {
  Button,
  IconButton,
  Popover,
  PopoverContent,
  PopoverTrigger,
  useAnnounce,
  useErrorText,
  useMayLeave,
  useMessages,
  useSession,
  useTenant,
} from "@stratum-hq/react";
import { CircleUserRound, LogOut } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import type { Session } from "../session.ts";

/** Who is signed in, what that allows, and the way out. */
export function SessionMenu({ session }: { session: Session }): ReactElement {
  const t = useMessages(portalMessages);
  const announce = useAnnounce();
  const reason = useErrorText();
  const { data } = useSession();
  const mayLeave = useMayLeave();
  const signOut = async (): Promise<void> => {
    if (!(await mayLeave())) return;
    session.signOut().catch((error: unknown) => {
      announce(t("portal.session.signOutFailed", { reason: reason(error) }), { tone: "error" });
    });
  };
  return (
    <Popover>
      <PopoverTrigger asChild>
        <IconButton label={t("portal.session")} tooltip="bottom" icon={<CircleUserRound aria-hidden />} />
      </PopoverTrigger>
      <PopoverContent label={t("portal.session")} align="end">
        {data && (
          <dl className="portal-facts">
            <dt>{t("portal.session.actor")}</dt>
            <dd className="st-mono">{data.actor_id}</dd>
            <dt>{t("portal.session.reach")}</dt>
            <dd>{data.tenant_id ? <Reach tenantId={data.tenant_id} /> : t("portal.session.everything")}</dd>
            <dt>{t("portal.session.scopes")}</dt>
            <dd>{data.scopes.join(", ")}</dd>
          </dl>
        )}
        <Button size="sm" icon={<LogOut aria-hidden />} onClick={() => void signOut()}>
          {t("portal.session.signOut")}
        </Button>
      </PopoverContent>
    </Popover>
  );
}

function Reach({ tenantId }: { tenantId: string }): string {
  const t = useMessages(portalMessages);
  const { data } = useTenant(tenantId);
  return t("portal.session.subtree", { name: data?.name ?? "…" });
}
