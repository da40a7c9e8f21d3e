/** Connecting one at a time, where only the latest wish counts. */
@Export
@Version("1.0.0")
package org.sipconnector.api.connectionqueue;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
