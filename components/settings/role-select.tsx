import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";
import { ROLES, type Role } from "@/lib/contracts/roles";

interface RoleSelectProps extends Omit<ComponentProps<typeof Select>, "value" | "onChange"> {
  value: Role;
  onRole: (role: Role) => void;
}

/** One of the four roles. */
export function RoleSelect({ value, onRole, ...props }: RoleSelectProps) {
  return (
    <Select
      {...props}
      value={value}
      onChange={(event) => onRole(ROLES.find((role) => role === event.target.value) ?? value)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {role[0]?.toUpperCase() + role.slice(1)}
        </option>
      ))}
    </Select>
  );
}
