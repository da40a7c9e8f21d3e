/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Connectors that several processes share. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.cluster;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
