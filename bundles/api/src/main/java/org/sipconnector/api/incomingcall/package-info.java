/** Calls that ring here. */
@Export
@Version("1.0.0")
package org.sipconnector.api.incomingcall;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
