/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What keeps connectors beyond their process: an SPI of the kernel. */
@Export
@NullMarked
@Version("1.3.0")
package org.sipconnector.spi.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
