import { guardAddresses } from "./designer/addresses";
import { isStudioAddress, startStudio } from "./designer/vendor";

guardAddresses(window.history);
// Studio's runtime takes longer to start than anything else: at its own addresses it begins before the console itself is read.
if (isStudioAddress(window.location.pathname)) startStudio();
void import("./console");
