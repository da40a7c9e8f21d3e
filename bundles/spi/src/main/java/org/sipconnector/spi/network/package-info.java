/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the host's network does, as events on every lane. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
