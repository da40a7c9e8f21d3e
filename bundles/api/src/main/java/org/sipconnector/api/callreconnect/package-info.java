/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Setting a call up again that the network took away. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.callreconnect;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
