/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Connectors shared out over several processes: what the kernel and the cluster say to each other, and what operators ask. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.cluster;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
