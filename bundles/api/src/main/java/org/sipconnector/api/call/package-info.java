/** The call manager: one call at a time, its media, its role in the conference and what it receives. */
@Export
@Version("1.0.0")
package org.sipconnector.api.call;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
