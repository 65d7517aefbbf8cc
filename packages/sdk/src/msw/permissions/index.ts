export { permissionsMock } from "./permissions.mock.ts";
