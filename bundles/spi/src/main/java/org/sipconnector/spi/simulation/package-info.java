/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a conference server on this machine shows operators of itself, for demos and tests. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.simulation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
