/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** State machines declared as data: run, validated, drawn and checked from the same declaration. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.kernel.chart;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
