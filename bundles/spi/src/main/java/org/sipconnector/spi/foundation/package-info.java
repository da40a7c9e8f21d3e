/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The contract between the kernel and the foundations: who owns live resources and where their events go. */
@Export
@NullMarked
@Version("1.3.0")
package org.sipconnector.spi.foundation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
