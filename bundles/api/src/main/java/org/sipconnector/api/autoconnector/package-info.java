/** Keeping a connector connected. */
@Export
@Version("1.0.0")
package org.sipconnector.api.autoconnector;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
