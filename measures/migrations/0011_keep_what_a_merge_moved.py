import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0010_keep_themes_and_their_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="partychange",
            name="kept",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="partychange",
            name="reason",
            field=models.TextField(blank=True, verbose_name="begrunnelse", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="partychange",
            name="undoes",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="measures.partychange",
            ),
        ),
        migrations.AlterField(
            model_name="partychange",
            name="act",
            field=models.CharField(
                choices=[
                    ("renamed", "Fikk nytt navn"),
                    ("merged", "Slått sammen"),
                    ("parted", "Sammenslåingen angret"),
                ],
                max_length=10,
                verbose_name="hva",
            ),
        ),
        migrations.RemoveConstraint(model_name="partychange", name="party_change_act_is_known"),
        migrations.AddConstraint(
            model_name="partychange",
            constraint=models.CheckConstraint(
                name="party_change_act_is_known",
                condition=Q(act__in=["renamed", "merged", "parted"]),
            ),
        ),
        migrations.AddConstraint(
            model_name="partychange",
            constraint=models.CheckConstraint(
                name="merge_is_taken_back_for_a_reason",
                condition=~Q(act="parted") | (Q(undoes__isnull=False) & ~Q(reason="")),
            ),
        ),
    ]
