/** State machines declared as data: run, validated, drawn and checked from the same declaration. */
@Export
@Version("1.0.0")
package org.sipconnector.kernel.chart;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
