/** The HTTP foundation: requests by id, answers as events. */
@Export
@Version("1.0.0")
package org.sipconnector.api.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
