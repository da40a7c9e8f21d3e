/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** How connectors outlive the kernel: what one kernel leaves for the next, in types neither of them owns. */
@Export
@NullMarked
@Version("1.2.0")
package org.sipconnector.spi.standby;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
