/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What keeps a process from doing its work: an SPI for those who show it to operators and to what watches over many nodes. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
