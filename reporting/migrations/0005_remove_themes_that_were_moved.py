from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_move_themes_to_measures")]

    operations = [migrations.DeleteModel(name="Theme")]
