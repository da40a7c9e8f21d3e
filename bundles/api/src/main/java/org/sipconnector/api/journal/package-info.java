/** What happened last on a connector's lane, for support. */
@Export
@Version("1.0.0")
package org.sipconnector.api.journal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
