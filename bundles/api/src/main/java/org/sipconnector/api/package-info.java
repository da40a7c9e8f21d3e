/** Connectors, their identity and configuration, and what every event and error has in common. */
@Export
@Version("1.0.0")
package org.sipconnector.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
